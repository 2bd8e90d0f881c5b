#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "shell/assignment.h"

namespace fairlead {

/// The credentials inside a text of any kind (a command line, a connection string, properties, a
/// comment, broken YAML): passwords of URLs and before `@`, values of `name=value` and `name:
/// value` whose names say so, words behind flags and directives such as `--requirepass`, an ACL
/// user's passwords. Ascending and apart. Rather too much than too little: what is found is hidden,
/// never reported. Linear in the text's length.
std::vector<TextRange> credentials_in(std::string_view text);

/// The same ranges, ascending and apart: what touches or overlaps is one.
std::vector<TextRange> joined(std::vector<TextRange> ranges);

/// The variables whose values are such credentials: `P` of `--requirepass "$P"`.
std::set<std::string, std::less<>> credential_variables(std::string_view text);
/// The name in `$NAME`, `$$NAME`, `${NAME}` and `$(NAME)`, or "".
std::string_view variable_name(std::string_view reference);

/// All values of a Secret that could not be read: whatever does not stand behind a key such as
/// `kind` or `name`.
std::vector<TextRange> values_in(std::string_view text);

/// Whether a text only says where the value is: `$(VAR)`, `${VAR}`, `$VAR`, `{{ … }}`,
/// `<placeholder>`; not `${VAR:-value}`.
bool is_reference(std::string_view text);

/// Whether a template's action falls back to a text of its own: `{{ .x | default "value" }}`.
bool has_default(std::string_view action);

/// Whether a part of a text is a word of a comment's sentence without digits and signs: `# Auth
/// Service`, `# the secret of mail-worker`. It is hidden there, but not wherever else somebody says
/// it. To be asked of parts in ascending order: a line is looked at once.
class Remarks {
 public:
  explicit Remarks(std::string_view text) : text_(text) {}

  bool has(TextRange range);

 private:
  std::string_view text_;
  std::size_t line_end_ = 0;
  std::size_t comment_ = 0;  // where the line's begins; npos where it has none
};

}  // namespace fairlead
