#pragma once
#include <span>

#include "gotemplate/parse/functions.h"

namespace fairlead::gotemplate {

/// Go's own functions and those of sprig 3.3 that Helm exposes (no `env`, no `expandenv`). What
/// differs at every run of sprig's own gives fixed values of the right shape, marked synthetic.
Functions sprig_functions();

/// The tables that it is made of, by subject.
std::span<const Function> text_functions();
std::span<const Function> affix_functions();
std::span<const Function> letter_functions();
std::span<const Function> join_functions();
std::span<const Function> choice_functions();
std::span<const Function> list_functions();
std::span<const Function> set_functions();
std::span<const Function> map_functions();
std::span<const Function> merge_functions();
std::span<const Function> number_functions();
std::span<const Function> type_functions();
std::span<const Function> encoding_functions();
std::span<const Function> json_functions();
std::span<const Function> path_functions();
std::span<const Function> random_functions();
std::span<const Function> regex_functions();
std::span<const Function> version_functions();
std::span<const Function> word_functions();
std::span<const Function> date_functions();
std::span<const Function> cipher_functions();
std::span<const Function> certificate_functions();
std::span<const Function> url_functions();

}  // namespace fairlead::gotemplate
