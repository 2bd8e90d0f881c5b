#pragma once
#include <fmt/format.h>
#include <rapidjson/writer.h>

#include <cassert>
#include <string>
#include <string_view>

namespace fairlead {

/// A text as a JSON string that may stand in a log: besides what JSON wants escaped, control
/// characters and what turns the writing direction are, and the begins of log_command_begin().
/// Read as JSON it is the same text; `text` must be UTF-8.
std::string json_literal(std::string_view text);

/// rapidjson's writer on a memory buffer: strings must be UTF-8, which Mask makes them.
class JsonWriter {
 public:
  explicit JsonWriter(fmt::memory_buffer& out) : stream_{out}, json_(stream_) {}

  JsonWriter& key(std::string_view name) {
    json_.Key(name.data(), size(name));
    return *this;
  }
  void string(std::string_view text) {
    const std::string literal = json_literal(text);
    [[maybe_unused]] const bool valid =
        json_.RawValue(literal.data(), literal.size(), rapidjson::kStringType);
    assert(valid);
  }
  void number(std::size_t value) { json_.Uint64(value); }
  void boolean(bool value) { json_.Bool(value); }
  void field(std::string_view name, std::string_view text) { key(name).string(text); }
  void field(std::string_view name, const char* text) { key(name).string(text); }
  void field(std::string_view name, std::size_t value) { key(name).number(value); }
  void field(std::string_view name, bool value) { key(name).boolean(value); }

  /// `{ … }` and `[ … ]` around what `content` writes.
  template <typename Content>
  void object(Content content) {
    json_.StartObject();
    content();
    json_.EndObject();
  }
  template <typename Content>
  void object(std::string_view name, Content content) {
    key(name).object(content);
  }
  template <typename Content>
  void array(Content content) {
    json_.StartArray();
    content();
    json_.EndArray();
  }
  template <typename Content>
  void array(std::string_view name, Content content) {
    key(name).array(content);
  }

 private:
  struct Stream {
    using Ch = char;
    fmt::memory_buffer& out;
    void Put(char c) { out.push_back(c); }
    void Flush() {}
  };
  static rapidjson::SizeType size(std::string_view text) {
    return static_cast<rapidjson::SizeType>(text.size());
  }

  Stream stream_;
  rapidjson::Writer<Stream, rapidjson::UTF8<>, rapidjson::UTF8<>, rapidjson::CrtAllocator,
                    rapidjson::kWriteValidateEncodingFlag>
      json_;
};

}  // namespace fairlead
