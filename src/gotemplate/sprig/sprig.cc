#include "gotemplate/sprig/sprig.h"

#include "gotemplate/exec/builtins.h"

namespace fairlead::gotemplate {

Functions sprig_functions() {
  Functions functions = builtin_functions();
  for (const auto table :
       {text_functions,   affix_functions,      letter_functions, join_functions,  choice_functions,
        list_functions,   set_functions,        map_functions,    merge_functions, number_functions,
        type_functions,   encoding_functions,   json_functions,   path_functions,  random_functions,
        regex_functions,  version_functions,    word_functions,   date_functions,  url_functions,
        cipher_functions, certificate_functions})
    functions.add(table());
  return functions;
}

}  // namespace fairlead::gotemplate
