#include "lint/rule_file.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"
#include "tree/document.h"

namespace fairlead {
namespace {

/// Keeps the first thing that is wrong, so that nobody has to ask after every step.
struct Reading {
  const SourceMap& sources;
  std::optional<Error> error;

  void fail(Span at, std::string_view message) {
    if (error) return;
    const Position position = sources.position(at.source, at.begin);
    error = Error{ErrorKind::usage,
                  fmt::format("{}:{}: {}", sources.name(at.source), position.line, message)};
  }
};

std::string string_of(Reading& reading, std::string_view key, Ref value) {
  if (!value || !value->is_string() || trimmed(value.text()).empty()) {
    reading.fail(value.span(), fmt::format("`{}` must be a text", key));
    return {};
  }
  std::string_view text = value.text();
  while (text.ends_with('\n')) text.remove_suffix(1);
  return std::string(text);
}

std::vector<std::string> strings_of(Reading& reading, std::string_view key, Ref value) {
  std::vector<std::string> strings;
  if (!value || !value->is_sequence()) {
    reading.fail(value.span(), fmt::format("`{}` must be a list of texts", key));
    return strings;
  }
  for (const Node* item : value.items()) strings.push_back(string_of(reading, key, item));
  return strings;
}

template <typename T>
T word_of(Reading& reading, std::string_view key, Ref value,
          std::optional<T> (*named)(std::string_view)) {
  const std::optional<T> word = named(value.text());
  if (!word) reading.fail(value.span(), fmt::format("`{}` has no value `{}`", key, value.text()));
  return word.value_or(T{});
}

/// One key of a mapping, and how its value gets into a T.
template <typename T>
struct Field {
  std::string_view key;
  bool required;
  void (*read)(Reading&, std::string_view key, Ref, T&);
};

template <typename T>
void read_fields(Reading& reading, std::span<const Field<T>> fields, Ref mapping, T& result) {
  if (!mapping || !mapping->is_mapping()) {
    return reading.fail(mapping.span(), "a mapping is needed here");
  }
  for (const Entry& entry : mapping->entries()) {
    const std::string_view key = entry.key->text();
    const auto field = std::find_if(fields.begin(), fields.end(),
                                    [&](const Field<T>& known) { return known.key == key; });
    if (field == fields.end()) {
      reading.fail(entry.key->span(), fmt::format("unknown key `{}`", key));
    } else {
      field->read(reading, key, entry.value, result);
    }
  }
  for (const Field<T>& field : fields) {
    if (field.required && !mapping[field.key]) {
      reading.fail(mapping.span(), fmt::format("`{}` is missing", field.key));
    }
  }
}

ExampleFiles files_of(Reading& reading, std::string_view key, Ref value) {
  ExampleFiles files;
  if (!value || !value->is_mapping()) {
    reading.fail(value.span(), fmt::format("`{}` must map paths to texts", key));
    return files;
  }
  for (const Entry& entry : value->entries()) {
    if (!entry.value->is_string()) {
      reading.fail(entry.key->span(), fmt::format("`{}` must be a text", entry.key->text()));
    }
    files.emplace(entry.key->text(), entry.value->text());
  }
  return files;
}

using Key = std::string_view;

template <std::int64_t RuleFileOption::*member>
void read_number(Reading& in, Key key, Ref value, RuleFileOption& out) {
  const std::string_view text = value.text();
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out.*member);
  if (error != std::errc() || end != text.data() + text.size())
    in.fail(value.span(), fmt::format("`{}` must be a whole number", key));
}

constexpr Field<RuleFileOption> option_fields[] = {
    {"description", true,
     [](Reading& in, Key key, Ref value, RuleFileOption& out) {
       out.description = string_of(in, key, value);
     }},
    {"type", true,
     [](Reading& in, Key, Ref value, RuleFileOption& out) {
       out.is_list = value.text() == "array";
       if (!out.is_list && value.text() != "integer")
         in.fail(value.span(), "an option is an `integer` or an `array` of texts");
     }},
    {"minimum", false, read_number<&RuleFileOption::minimum>},
    {"maximum", false, read_number<&RuleFileOption::maximum>},
    {"default", false, read_number<&RuleFileOption::standard>},
};

void read_options(Reading& reading, std::string_view, Ref value, RuleFile& rule) {
  for (const Entry& entry : value.entries()) {
    RuleFileOption& option = rule.options.emplace_back();
    option.name = entry.key->text();
    read_fields<RuleFileOption>(reading, option_fields, Ref(entry), option);
  }
}

constexpr Field<RuleExample> example_fields[] = {
    {"title", true,
     [](Reading& in, Key key, Ref value, RuleExample& out) {
       out.title = string_of(in, key, value);
     }},
    {"bad", false,
     [](Reading& in, Key key, Ref value, RuleExample& out) { out.bad = files_of(in, key, value); }},
    {"good", false,
     [](Reading& in, Key key, Ref value, RuleExample& out) {
       out.good = files_of(in, key, value);
     }},
    {"dns", false,
     [](Reading& in, Key key, Ref value, RuleExample& out) { out.dns = files_of(in, key, value); }},
};

void read_examples(Reading& reading, std::string_view key, Ref value, RuleFile& rule) {
  if (!value || !value->is_sequence()) {
    return reading.fail(value.span(), fmt::format("`{}` must be a list", key));
  }
  for (const Node* item : value.items()) {
    read_fields<RuleExample>(reading, example_fields, item, rule.examples.emplace_back());
  }
}

template <std::string RuleFile::*member>
void read_string(Reading& in, Key key, Ref value, RuleFile& out) {
  out.*member = string_of(in, key, value);
}
template <std::vector<std::string> RuleFile::*member>
void read_strings(Reading& in, Key key, Ref value, RuleFile& out) {
  out.*member = strings_of(in, key, value);
}

constexpr Field<RuleFile> rule_fields[] = {
    {"id", true, read_string<&RuleFile::id>},
    {"title", true, read_string<&RuleFile::title>},
    {"severity", true,
     [](Reading& in, Key key, Ref value, RuleFile& out) {
       out.severity = word_of(in, key, value, severity_named);
     }},
    {"confidence", true,
     [](Reading& in, Key key, Ref value, RuleFile& out) {
       out.confidence = word_of(in, key, value, confidence_named);
     }},
    {"since", true, read_string<&RuleFile::since>},
    {"tags", false, read_strings<&RuleFile::tags>},
    {"why", true, read_string<&RuleFile::why>},
    {"how-to-fix", true, read_string<&RuleFile::how_to_fix>},
    {"references", false, read_strings<&RuleFile::references>},
    {"aliases", false, read_strings<&RuleFile::aliases>},
    {"by", false,
     [](Reading& in, Key, Ref value, RuleFile& out) {
       out.by_runner = value.text() == "runner";
       if (!out.by_runner) in.fail(value.span(), "`by` can only be `runner`");
     }},
    {"options", false, read_options},
    {"examples", true, read_examples},
};

}  // namespace

Result<RuleFile> read_rule_file(const std::string& path, std::string text) {
  SourceMap sources;
  const SourceId source = sources.add_written(path, std::move(text));
  Arena arena;
  const Tree tree = read_yaml(arena, sources, source);
  Reading reading{sources, std::nullopt};
  for (const Problem& problem : tree.problems) reading.fail(problem.at, problem.message);
  if (tree.documents.size() != 1) reading.fail({source, 0, 0}, "one YAML document is needed");
  RuleFile rule;
  if (!reading.error) {
    const Ref root = tree.documents[0].root;
    read_fields<RuleFile>(reading, rule_fields, root, rule);
    if (rule.id + ".yaml" != path) {
      reading.fail(root["id"].span(), fmt::format("the id `{}` is not that of the path", rule.id));
    }
  }
  if (reading.error) return tl::unexpected(*reading.error);
  return rule;
}

}  // namespace fairlead
