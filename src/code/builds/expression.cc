#include "code/builds/expression.h"

#include <algorithm>

#include "base/text.h"
#include "code/builds/partial_text.h"

namespace fairlead {
namespace {

Alternatives unknown() { return {std::string(unknown_text)}; }

Alternatives bounded(Alternatives all) {
  std::ranges::sort(all);
  const auto rest = std::ranges::unique(all);
  all.erase(rest.begin(), rest.end());
  return all.size() > most_alternatives ? unknown() : all;
}

Alternatives either() { return {"false", "true"}; }

bool is_falsy(std::string_view text) { return text.empty() || text == "false" || text == "0"; }

constexpr std::size_t most_added = 64u << 10;

/// Each of one with each of the other.
Alternatives product(Alternatives left, const Alternatives& right) {
  if (right.size() == 1) {
    for (std::string& each : left) each += right[0];
    return left;
  }
  Alternatives all;
  for (const std::string& a : left)
    for (const std::string& b : right) all.push_back(a + b);
  return bounded(std::move(all));
}

/// Reads an expression; what it does not understand is unknown.
class Expression {
 public:
  Expression(std::string_view text, const ContextLookup& contexts)
      : text_(text), contexts_(contexts) {}

  Alternatives value() {
    Alternatives all = any_of();
    blanks();
    return at_ < text_.size() || broken_ ? unknown() : all;
  }

 private:
  static constexpr std::size_t deepest = 50;

  void blanks() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r'))
      ++at_;
  }
  bool take(std::string_view sign) {
    blanks();
    if (!text_.substr(at_).starts_with(sign)) return false;
    at_ += sign.size();
    return true;
  }

  Alternatives any_of() {
    if (++depth_ > deepest) broken_ = true;
    Alternatives left = broken_ ? unknown() : all_of();
    while (!broken_ && take("||")) {
      const Alternatives right = all_of();
      Alternatives both;
      for (const std::string& each : left) {
        if (!is_falsy(each)) both.push_back(each);
        if (is_falsy(each) || each == unknown_text)
          both.insert(both.end(), right.begin(), right.end());
      }
      left = bounded(std::move(both));
    }
    --depth_;
    return left;
  }

  Alternatives all_of() {
    Alternatives left = compared();
    while (!broken_ && take("&&")) {
      const Alternatives right = compared();
      Alternatives both;
      for (const std::string& each : left) {
        if (is_falsy(each) || each == unknown_text)
          both.push_back(is_falsy(each) ? each : std::string());
        if (!is_falsy(each)) both.insert(both.end(), right.begin(), right.end());
      }
      left = bounded(std::move(both));
    }
    return left;
  }

  Alternatives compared() {
    const Alternatives left = primary();
    for (const std::string_view sign : {"==", "!=", "<=", ">=", "<", ">"}) {
      if (!take(sign)) continue;
      const Alternatives right = primary();
      const bool known = left.size() == 1 && right.size() == 1 && is_known(left[0]) &&
                         is_known(right[0]) && (sign == "==" || sign == "!=");
      if (!known) return either();
      const bool same = equal_ignoring_case(left[0], right[0]);
      return {same == (sign == "==") ? "true" : "false"};
    }
    return left;
  }

  Alternatives primary() {
    if (broken_) return unknown();
    if (take("!")) {
      while (take("!")) continue;
      primary();
      return either();
    }
    if (take("(")) {
      Alternatives inner = any_of();
      if (!take(")")) broken_ = true;
      return inner;
    }
    blanks();
    if (at_ < text_.size() && text_[at_] == '\'') return {quoted()};
    return named();
  }

  std::string quoted() {
    std::string word;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] != '\'') {
        word += text_[at_];
      } else if (text_.substr(at_ + 1).starts_with('\'')) {
        word += text_[at_++];
      } else {
        ++at_;
        return word;
      }
    }
    broken_ = true;
    return word;
  }

  static bool is_part(char c) {
    return c == '_' || c == '-' || c == '.' || c == '*' || (c >= '0' && c <= '9') ||
           (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  Alternatives named() {
    std::string path;
    while (at_ < text_.size()) {
      if (is_part(text_[at_])) {
        path += text_[at_++];
      } else if (text_.substr(at_).starts_with("['")) {
        ++at_;
        path += "." + quoted();
        if (!take("]")) broken_ = true;
      } else {
        break;
      }
    }
    if (path.empty() || broken_) return broken_ = true, unknown();
    if (take("(")) return call(path);
    if (path == "true" || path == "false") return {path};
    if (path == "null") return {""};
    if (path.find_first_not_of("0123456789.-") == std::string::npos) return {path};
    return contexts_(path);
  }

  Alternatives call(std::string_view name) {
    std::vector<Alternatives> words;
    if (!take(")")) {
      do words.push_back(any_of());
      while (!broken_ && take(","));
      if (!take(")")) broken_ = true;
    }
    if (broken_) return unknown();
    if (equal_ignoring_case(name, "format") && !words.empty()) return formatted(words);
    for (const std::string_view test :
         {"contains", "startsWith", "endsWith", "always", "success", "failure", "cancelled"})
      if (equal_ignoring_case(name, test)) return either();
    return unknown();
  }

  static Alternatives formatted(const std::vector<Alternatives>& words) {
    if (words[0].size() != 1) return unknown();
    const std::string_view format = words[0][0];
    Alternatives made = {""};
    for (std::size_t i = 0; i < format.size();) {
      const std::size_t end = format[i] == '{' ? format.find('}', i) : std::string_view::npos;
      const bool number = end == i + 2 && format[i + 1] >= '0' && format[i + 1] <= '9';
      if (!number) {
        made = product(std::move(made), {std::string(1, format[i++])});
        continue;
      }
      const auto index = static_cast<std::size_t>(format[i + 1] - '0') + 1;
      made = product(std::move(made), index < words.size() ? words[index] : unknown());
      i = end + 1;
    }
    return made;
  }

  std::string_view text_;
  const ContextLookup& contexts_;
  std::size_t at_ = 0, depth_ = 0;
  bool broken_ = false;
};

}  // namespace

Alternatives evaluated(std::string_view text, const ContextLookup& contexts) {
  Alternatives made = {""};
  for (std::size_t at = 0;;) {
    const std::size_t begin = text.find("${{", at);
    const std::size_t end = begin == std::string_view::npos ? begin : text.find("}}", begin + 3);
    made = product(std::move(made), {std::string(text.substr(at, begin - at))});
    if (made.front().size() > text.size() + most_added) return unknown();
    if (end == std::string_view::npos) return made;
    made = product(std::move(made),
                   Expression(text.substr(begin + 3, end - begin - 3), contexts).value());
    at = end + 2;
  }
}

}  // namespace fairlead
