#include "tree/yaml/yaml_reader.h"

#include <fmt/core.h>
#include <yaml.h>

#include <algorithm>

#include "base/text.h"
#include "tree/assembler.h"
#include "tree/scalar.h"
#include "tree/scalar_parts.h"
#include "tree/timestamp.h"
#include "tree/yaml/yaml_place.h"
#include "tree/yaml/yaml_words.h"
#include "tree/yaml_text.h"

namespace fairlead {
namespace {

class Parser {
 public:
  explicit Parser(std::string_view text) {
    ready_ = yaml_parser_initialize(&parser_) == 1;
    if (!ready_) return;
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                 text.size());
  }
  ~Parser() {
    if (ready_) yaml_parser_delete(&parser_);
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  bool next(yaml_event_t& event) { return ready_ && yaml_parser_parse(&parser_, &event) == 1; }
  const yaml_parser_t& state() const { return parser_; }

 private:
  yaml_parser_t parser_{};
  bool ready_ = false;
};

class Event {
 public:
  explicit Event(Parser& parser) { good_ = parser.next(event_); }
  ~Event() {
    if (good_) yaml_event_delete(&event_);
  }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  bool good() const { return good_; }
  const yaml_event_t& operator*() const { return event_; }

 private:
  yaml_event_t event_{};
  bool good_ = false;
};

std::string_view chars(const yaml_char_t* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

Style scalar_style(yaml_scalar_style_t style) {
  switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
      return Style::single_quoted;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
      return Style::double_quoted;
    case YAML_LITERAL_SCALAR_STYLE:
      return Style::literal;
    case YAML_FOLDED_SCALAR_STYLE:
      return Style::folded;
    case YAML_ANY_SCALAR_STYLE:
    case YAML_PLAIN_SCALAR_STYLE:
      return Style::plain;
  }
  __builtin_unreachable();
}

/// Reads one chunk of a text into nodes.
class ChunkReader {
 public:
  /// `fed` is what libyaml gets: the chunk's bytes, but for quotes that it would not take.
  ChunkReader(YamlReading& reading, const YamlChunk& chunk, bool is_ascii, std::string_view fed)
      : arena_(reading.arena),
        text_(reading.text),
        source_(reading.source),
        chunk_(chunk),
        marks_(text_, chunk.begin, is_ascii),
        fed_(fed),
        parser_(fed),
        assembler_(reading.assembler),
        documents_(reading.tree.documents),
        reading_(reading.reading),
        problems_(reading.problems) {}

  /// Where an escape `\'` stands that must be replaced before the chunk can be read; nothing where
  /// it was read, for good or bad.
  std::optional<std::uint32_t> read(bool may_read_again) {
    const std::size_t problems_before = problems_.size();
    for (bool more = true; more;) {
      const Event event(parser_);
      if (!event.good()) {
        const YamlFailure why = failure();
        if (may_read_again && is_escaped_quote(why)) return why.at;
        fail(why, problems_before);
        return std::nullopt;
      }
      more = (*event).type != YAML_STREAM_END_EVENT && take(*event);
    }
    return std::nullopt;
  }

 private:
  bool take(const yaml_event_t& event);
  bool take_scalar(const yaml_event_t& event);
  bool begin_document();
  void end_document(const yaml_event_t& event);
  void check_keys();
  void fail(const YamlFailure& why, std::size_t problems_before);
  bool is_escaped_quote(const YamlFailure& why) const {
    return why.problem == "found unknown escape character" && text_.substr(why.at, 2) == "\\'";
  }
  YamlFailure failure();
  std::string_view scalar_text(const yaml_event_t& event, Style style, Span span);
  std::string_view moment(std::string_view text, Span span);

  bool open(Kind kind, Style style, const yaml_event_t& event, const yaml_char_t* anchor,
            const yaml_char_t* tag) {
    std::uint32_t begin = marks_.byte(event.start_mark.index);
    if (anchor || tag) {
      begin = after_properties(text_, begin, style == Style::flow ? chunk_.end : begin);
    }
    return assembler_.open(kind, style, begin, chars(anchor));
  }

  Arena& arena_;
  std::string_view text_;
  SourceId source_;
  const YamlChunk& chunk_;
  YamlMarks marks_;
  std::string_view fed_;
  Parser parser_;
  Assembler& assembler_;
  std::vector<Document>& documents_;
  const Reading reading_;
  ProblemList& problems_;
  std::uint32_t document_end_ = 0;  // of the last document in this chunk
  bool in_document_ = false;
};

bool ChunkReader::take(const yaml_event_t& event) {
  switch (event.type) {
    case YAML_DOCUMENT_START_EVENT:
      return begin_document();
    case YAML_DOCUMENT_END_EVENT:
      end_document(event);
      return true;
    case YAML_SCALAR_EVENT:
      return take_scalar(event);
    case YAML_ALIAS_EVENT:
      return assembler_.alias(
          chars(event.data.alias.anchor),
          {source_, marks_.byte(event.start_mark.index), marks_.byte(event.end_mark.index)});
    case YAML_SEQUENCE_START_EVENT: {
      const auto& start = event.data.sequence_start;
      const bool flow = start.style == YAML_FLOW_SEQUENCE_STYLE;
      return open(Kind::sequence, flow ? Style::flow : Style::block, event, start.anchor,
                  start.tag);
    }
    case YAML_MAPPING_START_EVENT: {
      const auto& start = event.data.mapping_start;
      const bool flow = start.style == YAML_FLOW_MAPPING_STYLE;
      return open(Kind::mapping, flow ? Style::flow : Style::block, event, start.anchor, start.tag);
    }
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
      // The pair of `[a: b]` ends without a bracket, as block collections do: at the next token.
      assembler_.close(marks_.byte(event.end_mark.index),
                       event.end_mark.index > event.start_mark.index);
      return true;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
      return true;
  }
  __builtin_unreachable();
}

/// Several documents of one chunk stand where one ends in `...`.
bool ChunkReader::begin_document() {
  std::uint32_t begin = documents_.empty() ? 0 : chunk_.body;
  if (document_end_ > 0) documents_.back().span.end = begin = document_end_;
  documents_.push_back({source_, {source_, begin, chunk_.end}, nullptr});
  in_document_ = true;
  assembler_.begin_document();
  return assembler_.count(begin);
}

void ChunkReader::end_document(const yaml_event_t& event) {
  documents_.back().root = assembler_.root();
  document_end_ = marks_.byte(event.end_mark.index);
  in_document_ = false;
  check_keys();
}

void ChunkReader::check_keys() {
  if (assembler_.unfit_keys().empty()) return;
  if (const auto place = template_place(text_, source_, chunk_)) {
    problems_.add(template_problem(*place));
    return;
  }
  for (const Node& key : assembler_.unfit_keys()) {
    problems_.add(
        ProblemKind::yaml_syntax, key.span(),
        key.resolved()->is_null()
            ? "a key that is null, which Kubernetes, Helm and Compose refuse: name it, or put it "
              "in "
              "quotes"
            : "a mapping or a list cannot be a key in Kubernetes, Helm and Compose: use a string, "
              "in quotes if it begins with a bracket");
  }
}

/// The decoded text: the source's own bytes where nothing had to be decoded, else a copy.
std::string_view ChunkReader::scalar_text(const yaml_event_t& event, Style style, Span span) {
  const auto& scalar = event.data.scalar;
  const std::string_view decoded(reinterpret_cast<const char*>(scalar.value), scalar.length);
  if (chars(scalar.tag) == "tag:yaml.org,2002:binary") {
    if (const auto bytes = base64_decoded(decoded)) return arena_.copy(std::string_view(*bytes));
    problems_.add(
        ProblemKind::yaml_syntax, span,
        "the tag `!!binary` stands before a value that is no base64: remove the tag or correct "
        "the value");
  }
  std::string_view written = text_.substr(span.begin, span.size());
  if (style == Style::single_quoted || style == Style::double_quoted) {
    written = written.substr(1, written.size() - 2);
  }
  if (written == decoded) return written;
  if (style == Style::double_quoted && fed_.data() != text_.data() + chunk_.begin) {
    const ScalarReading read = read_flow_scalar(text_, span.begin + 1, span.end - 1, '"');
    return arena_.copy(std::string_view(read.decoded));
  }
  return arena_.copy(decoded);
}

/// A point in time as JSON has it; any other text as it is.
std::string_view ChunkReader::moment(std::string_view text, Span span) {
  if (!is_timestamp(text)) return text;
  if (const auto time = timestamp_text(text)) return arena_.copy(std::string_view(*time));
  problems_.add(ProblemKind::yaml_syntax, span,
                "a point in time whose zone is a day or more away, which kustomize refuses: put it "
                "in quotes");
  return text;
}

bool ChunkReader::take_scalar(const yaml_event_t& event) {
  const auto& scalar = event.data.scalar;
  const Style style = scalar_style(scalar.style);
  const std::string_view tag = chars(scalar.tag);
  const std::string_view anchor = chars(scalar.anchor);
  Span span = {source_, marks_.byte(event.start_mark.index), marks_.byte(event.end_mark.index)};
  if (scalar.anchor || scalar.tag) span.begin = after_properties(text_, span.begin, span.end);
  if (style == Style::plain && scalar.length == 0) {
    if (tag.empty() && assembler_.at_root()) return true;
    span.begin = span.end =
        scalar.anchor || scalar.tag
            ? span.end
            : empty_place(text_, span.begin, assembler_.waiting_key(), chunk_.end);
  } else if (style == Style::literal || style == Style::folded) {
    span.end = block_scalar_end(text_, span);
  }
  std::string_view text = scalar_text(event, style, span);
  Kind kind = Kind::string;
  if (reading_ == Reading::kyaml) {
    kind = kyaml_scalar_kind(tag, text, style);
    if (kind == Kind::string && (tag.empty() || tag == "!") && style == Style::plain)
      text = moment(text, span);
  } else if (!tag.empty()) {
    kind = tagged_scalar_kind(tag, text, style);
  } else if (style == Style::plain) {
    kind = plain_scalar_kind(text);
  }
  if (const std::string_view type = unfit_type(tag, kind); !type.empty()) {
    problems_.add(
        ProblemKind::yaml_syntax, span,
        fmt::format("the tag `!!{0}` stands before a value that is no {0}, which Kubernetes "
                    "refuses: remove the tag or correct the value",
                    type));
  }
  return assembler_.scalar(kind, style, span, text, anchor);
}

YamlFailure ChunkReader::failure() {
  const yaml_parser_t& parser = parser_.state();
  YamlFailure failure;
  failure.problem = parser.problem ? parser.problem : "";
  failure.context = parser.context ? parser.context : "";
  failure.last_scalar = assembler_.last_scalar();
  failure.open_bracket = assembler_.open_bracket();
  failure.at =
      parser.error == YAML_READER_ERROR
          ? std::min(chunk_.begin + static_cast<std::uint32_t>(parser.problem_offset), chunk_.end)
          : marks_.byte(parser.problem_mark.index);
  failure.context_at = parser.context ? marks_.byte(parser.context_mark.index) : failure.at;
  return failure;
}

/// The document has no tree. What was found in it before does not count where it is left aside.
void ChunkReader::fail(const YamlFailure& why, std::size_t problems_before) {
  if (!in_document_) begin_document();
  const auto place = template_place(text_, source_, chunk_);
  const bool prose =
      !place && looks_like_prose(text_.substr(chunk_.body, chunk_.end - chunk_.body));
  if (place || prose) problems_.forget(problems_before);
  if (place) {
    problems_.add(template_problem(*place));
  } else if (prose) {
    problems_.add(prose_problem(text_, source_, chunk_));
  } else {
    problems_.add(explain_failure(text_, source_, chunk_, why));
  }
}

/// Makes `\"` of every `\'` from `at` to the end of the double-quoted scalar around it.
void replace_escaped_quotes(std::string& text, std::size_t at) {
  for (; at + 1 < text.size() && text[at] != '"'; ++at) {
    if (text[at] != '\\') continue;
    ++at;
    if (text[at] == '\'') text[at] = '"';
  }
}

}  // namespace

/// go-yaml takes `\'` inside double quotes and libyaml does not: libyaml is fed an escape of the
/// same size instead, and the value is decoded from what is written.
void read_yaml_chunk(YamlReading& reading, const YamlChunk& chunk, bool is_ascii) {
  const std::size_t size = chunk.end - chunk.begin;
  const std::size_t documents = reading.tree.documents.size();
  const std::size_t problems = reading.problems.size();
  const std::size_t counted = reading.assembler.counted();
  std::string fed;
  for (;;) {
    const bool may_read_again = reading.rereading >= size;
    const std::string_view bytes = fed.empty() ? reading.text.substr(chunk.begin, size) : fed;
    const auto quote = ChunkReader(reading, chunk, is_ascii, bytes).read(may_read_again);
    if (!quote) return;
    reading.rereading -= size;
    reading.tree.documents.resize(documents);
    reading.problems.forget(problems);
    reading.assembler.count_from(counted);
    if (fed.empty()) fed = bytes;
    replace_escaped_quotes(fed, *quote - chunk.begin);
  }
}

}  // namespace fairlead
