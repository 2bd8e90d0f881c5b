// Base64, base32 and digests.
#include <fmt/format.h>

#include <algorithm>

#include "base/crypto/digest.h"
#include "base/text.h"
#include "gotemplate/sprig/base_text.h"
#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/sprig.h"

namespace fairlead::gotemplate {
namespace {

/// What was decoded, or what is wrong with it: Go's functions give the error as text.
Value decoded(Call& call, std::optional<std::string> bytes, const std::string& error) {
  return call.made(bytes ? *bytes : error);
}

/// What is made of a text that was put together: the text stays known, with all that it is made of.
Value made_of_text(Call& call, std::string_view made) {
  const BuiltText& text = call[0].rope();
  if (text.run_count < 2 || call[0].is_synthetic()) return call.made(made);
  if (!call.affords(text.size + text.run_count * sizeof(Run))) return {};
  SourceMap& sources = call.heap.sources();
  // What holds other bytes at every render is other bytes as a whole.
  const bool is_made_up = std::any_of(text.runs, text.runs + text.run_count, [&](const Run& run) {
    return sources.origin(run.origin).kind == OriginKind::made_up;
  });
  TextBuilder copy;
  copy.append(text);
  const SourceId source = sources.add_made("text", std::move(copy));
  return call.heap.string(
      made, sources.add_origin({source, 0, text.size},
                               is_made_up ? OriginKind::made_up : OriginKind::decoded));
}

Value base64(Call& call) { return made_of_text(call, base64_encoded(call[0].text())); }
Value base32(Call& call) { return call.made(base32_of(call[0].text())); }

Value from_64(Call& call) {
  std::string error;
  std::optional<std::string> bytes = from_base64(call[0].text(), error);
  // What was encoded here before is that text again.
  const BuiltText& text = call[0].rope();
  const bool is_whole = bytes && text.run_count == 1 && text.runs[0].how() == Copy::transformed;
  SourceMap& sources = call.heap.sources();
  const Span at = is_whole ? sources.origin(text.runs[0].origin).at : Span{};
  if (!at.is_place() || sources.text(at) != *bytes) return decoded(call, std::move(bytes), error);
  TextBuilder again;
  again.put(*bytes, sources.add_origin(at, OriginKind::decoded), Copy::verbatim);
  return call.heap.string(again);
}

Value from_32(Call& call) {
  std::string error;
  return decoded(call, from_base32(call[0].text(), error), error);
}

Value sha1(Call& call) { return made_of_text(call, sha1_hex(call[0].text())); }
Value sha256(Call& call) { return made_of_text(call, sha256_hex(call[0].text())); }
Value sha512(Call& call) { return made_of_text(call, sha512_hex(call[0].text())); }

Value adler32(Call& call) {
  std::uint32_t a = 1, b = 0;
  for (const char byte : call[0].text()) {
    a = (a + static_cast<unsigned char>(byte)) % 65521;
    b = (b + a) % 65521;
  }
  return call.made(fmt::format("{}", b << 16u | a));
}

constexpr Function table[] = {
    {"b64enc", "string", base64},    {"b64dec", "string", from_64},
    {"b32enc", "string", base32},    {"b32dec", "string", from_32},
    {"sha1sum", "string", sha1},     {"sha256sum", "string", sha256},
    {"sha512sum", "string", sha512}, {"adler32sum", "string", adler32},
};

}  // namespace

std::span<const Function> encoding_functions() { return table; }

}  // namespace fairlead::gotemplate
