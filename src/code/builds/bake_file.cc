#include <algorithm>
#include <map>

#include "base/files.h"
#include "base/text.h"
#include "code/builds/partial_text.h"
#include "code/builds/readers.h"

namespace fairlead {
namespace {

/// A token of HCL: a word, a quoted text without its quotes, or a sign.
struct Token {
  std::string_view text;
  std::size_t begin = 0;
  bool quoted = false;
};

class Tokens {
 public:
  explicit Tokens(std::string_view text) : text_(text) {}

  /// An empty one behind the last.
  Token next() {
    skip();
    const std::size_t begin = at_;
    if (at_ >= text_.size()) return {{}, begin, false};
    if (text_[at_] == '"') return quoted();
    const auto is_word = [](char c) {
      return c == '_' || c == '-' || c == '.' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
             (c >= 'A' && c <= 'Z');
    };
    do ++at_;
    while (at_ < text_.size() && is_word(text_[begin]) && is_word(text_[at_]));
    return {text_.substr(begin, at_ - begin), begin, false};
  }

 private:
  void skip() {
    while (at_ < text_.size()) {
      const std::string_view rest = text_.substr(at_);
      if (rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\n' || rest[0] == '\r') {
        ++at_;
      } else if (rest[0] == '#' || rest.starts_with("//")) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (rest.starts_with("/*")) {
        const std::size_t end = text_.find("*/", at_ + 2);
        at_ = end == std::string_view::npos ? text_.size() : end + 2;
      } else {
        return;
      }
    }
  }

  /// Quotes inside of `${…}` do not end it.
  Token quoted() {
    const std::size_t begin = ++at_;
    std::size_t depth = 0;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\\') {
        ++at_;
      } else if (c == '{' && text_[at_ - 1] == '$') {
        ++depth;
      } else if (c == '}' && depth > 0) {
        --depth;
      } else if (c == '"' && depth == 0) {
        return {text_.substr(begin, at_++ - begin), begin, true};
      }
    }
    at_ = text_.size();
    return {text_.substr(begin), begin, true};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

using Variables = std::map<std::string, std::string, std::less<>>;

std::string filled(std::string_view text, const Variables& variables) {
  return filled_by_shell(text, [&](std::string_view name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  });
}

/// A variable of a target's matrix.
struct Axis {
  std::string name;
  std::vector<std::string> values;
};

/// What a target says, as it is written.
struct Target {
  std::vector<Axis> axes;
  std::vector<Token> tags;
  std::string_view context, dockerfile;
  bool open = false;  ///< its tags are made by an expression
  std::size_t begin = 0;
};

class BakeHcl {
 public:
  BakeHcl(const BuildInput& input, Builds& to)
      : input_(input),
        text_(input.sources.text(input.file.source)),
        tokens_(text_),
        list_(to, input.file.path, BuildBy::bake) {}

  void read() {
    for (Token token = tokens_.next(); !token.text.empty() || token.quoted;
         token = tokens_.next()) {
      if (token.text == "variable")
        variable();
      else if (token.text == "target")
        target(token.begin);
      else if (token.text == "{")
        skip_block();
    }
    for (const Target& each : targets_) {
      // The names of an axis hide variables of the file for their target alone.
      Variables variables = each.axes.empty() ? Variables() : variables_;
      add(each, 0, each.axes.empty() ? variables_ : variables);
    }
  }

 private:
  Span at(const Token& token) const {
    const auto begin = static_cast<std::uint32_t>(token.begin);
    return {input_.file.source, begin, begin + static_cast<std::uint32_t>(token.text.size())};
  }

  void skip_block(std::size_t depth = 1) {
    while (depth > 0) {
      const Token token = tokens_.next();
      if (token.text.empty() && !token.quoted) return;
      if (!token.quoted && token.text == "{") ++depth;
      if (!token.quoted && token.text == "}") --depth;
    }
  }

  void variable() {
    const Token name = tokens_.next();
    if (tokens_.next().text != "{") return;
    for (Token key = tokens_.next(); key.text != "}" && !key.text.empty(); key = tokens_.next()) {
      if (key.text == "{") skip_block();
      if (key.text != "default" || tokens_.next().text != "=") continue;
      const Token value = tokens_.next();
      if (value.quoted)
        variables_.insert_or_assign(std::string(name.text), std::string(value.text));
    }
  }

  void target(std::size_t begin) {
    Target target;
    target.begin = begin;
    tokens_.next();
    if (tokens_.next().text != "{") return;
    for (Token key = tokens_.next(); key.text != "}" && !key.text.empty(); key = tokens_.next()) {
      if (key.text == "{" && !key.quoted) skip_block();
      if (!key.quoted && key.text == "matrix" && tokens_.next().text == "=") matrix(target);
      if (key.quoted || (key.text != "tags" && key.text != "context" && key.text != "dockerfile"))
        continue;
      if (tokens_.next().text != "=") continue;
      Token value = tokens_.next();
      if (key.text == "tags") {
        tags(value, target);
      } else if (value.quoted) {
        (key.text == "context" ? target.context : target.dockerfile) = value.text;
      }
    }
    targets_.push_back(std::move(target));
  }

  /// A list of texts, or several that `concat` joins, some of them under a condition; anything else
  /// is an expression.
  void tags(Token value, Target& target) {
    std::string open;  // brackets that are not closed yet
    if (value.text == "concat") value = tokens_.next();
    target.open = value.quoted || (value.text != "[" && value.text != "(");
    if (target.open) return;
    for (;; value = tokens_.next()) {
      const bool opens = !value.quoted && (value.text == "[" || value.text == "(");
      const bool closes = !value.quoted && (value.text == "]" || value.text == ")");
      if (opens) open += value.text;
      if (closes) open.pop_back();
      if (open.empty() || (value.text.empty() && !value.quoted)) return;
      if (opens || closes || open.back() != '[') continue;
      if (value.quoted)
        target.tags.push_back(value);
      else
        target.open |= value.text != ",";
    }
  }

  /// `{ name = ["a", "b"] }`; an axis of anything but texts is not known.
  void matrix(Target& target) {
    if (tokens_.next().text != "{") return;
    for (Token name = tokens_.next(); name.text != "}" && !name.text.empty();
         name = tokens_.next()) {
      if (tokens_.next().text != "=" || tokens_.next().text != "[") return skip_block();
      Axis axis{std::string(name.text), {}};
      for (Token value = tokens_.next(); value.text != "]"; value = tokens_.next()) {
        if (value.quoted)
          axis.values.emplace_back(value.text);
        else if (value.text != ",")
          return skip_block(value.text == "{" ? 2 : 1);
      }
      target.axes.push_back(std::move(axis));
    }
  }

  /// Adds what the target builds in each run of its matrix.
  void add(const Target& target, std::size_t axis, Variables& variables) {
    if (axis == target.axes.size()) return add_one(target, variables);
    for (const std::string& value : target.axes[axis].values) {
      variables.insert_or_assign(target.axes[axis].name, value);
      if (++runs_ > most_runs) return;
      add(target, axis + 1, variables);
    }
  }

  void add_one(const Target& target, const Variables& variables) {
    const std::string_view directory = directory_of(input_.file.path);
    const std::string context =
        build_path(directory, target.context.empty() ? "." : filled(target.context, variables));
    const std::string file = filled(target.dockerfile, variables);
    const std::string dockerfile =
        context.empty() || file.empty() ? "" : build_path(context == "." ? "" : context, file);
    for (const Token& tag : target.tags)
      list_.add(filled(tag.text, variables), at(tag), context, dockerfile);
    if (target.open)
      list_.add_unknown({input_.file.source, static_cast<std::uint32_t>(target.begin),
                         static_cast<std::uint32_t>(target.begin + 6)},
                        "an expression makes its tags");
  }

  static constexpr std::size_t most_runs = 1'000;
  const BuildInput& input_;
  const std::string_view text_;
  Tokens tokens_;
  BuildList list_;
  Variables variables_;
  std::vector<Target> targets_;
  std::size_t runs_ = 0;
};

}  // namespace

void read_bake_hcl(const BuildInput& input, Builds& to) { BakeHcl(input, to).read(); }

void read_bake_json(const BuildInput& input, Builds& to) {
  BuildList list(to, input.file.path, BuildBy::bake);
  Variables variables;
  for (const Entry& entry : input.file.root["variable"].entries())
    variables.insert_or_assign(std::string(entry.key->text()),
                               std::string(Ref(entry.value)["default"].text()));
  const std::string_view directory = directory_of(input.file.path);
  for (const Entry& entry : input.file.root["target"].entries()) {
    const Ref target(entry.value);
    const std::string_view written = target["context"].text();
    const std::string context =
        build_path(directory, written.empty() ? "." : filled(written, variables));
    const std::string file = filled(target["dockerfile"].text(), variables);
    const std::string dockerfile =
        context.empty() || file.empty() ? "" : build_path(context == "." ? "" : context, file);
    for (const Node* tag : target["tags"].items())
      list.add(filled(Ref(tag).text(), variables), tag->span(), context, dockerfile);
  }
}

}  // namespace fairlead
