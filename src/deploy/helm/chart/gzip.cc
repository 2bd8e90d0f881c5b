#include "deploy/helm/chart/gzip.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>

namespace fairlead::helm {
namespace {

constexpr std::size_t always_allowed = 1u << 20;

/// A zlib stream that ends itself.
class Inflater {
 public:
  Inflater() { ready_ = inflateInit2(&stream_, 16 + MAX_WBITS) == Z_OK; }
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  void feed(std::string_view packed) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream_.avail_in = static_cast<uInt>(packed.size());
  }
  /// Appends what comes next; zlib's answer.
  int next(std::string& out) {
    if (!ready_) return Z_MEM_ERROR;
    constexpr std::size_t step = 1u << 16;
    const std::size_t before = out.size();
    out.resize(before + step);
    stream_.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    stream_.avail_out = step;
    const int answer = inflate(&stream_, Z_NO_FLUSH);
    out.resize(before + step - stream_.avail_out);
    return answer;
  }
  bool is_fed() const { return stream_.avail_in > 0; }
  bool again() { return inflateReset(&stream_) == Z_OK; }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

}  // namespace

Inflated inflated(std::string_view packed, const ArchiveLimits& limits) {
  const auto ended = [](std::string words, Stage stage = Stage::load) {
    return Failure{stage, std::move(words), {}};
  };
  constexpr std::size_t header = 10;
  if (packed.size() < header) return {"", ended(packed.empty() ? "EOF" : "unexpected EOF")};
  if (!packed.starts_with("\x1f\x8b\x08")) return {"", ended("gzip: invalid header")};
  Inflater inflater;
  inflater.feed(packed);
  const std::size_t most =
      std::min(limits.total, std::max(always_allowed, packed.size() * limits.ratio));
  Inflated made;
  for (;;) {
    const std::size_t before = made.text.size();
    const int answer = inflater.next(made.text);
    if (made.text.size() > most)
      return {"", ended(fmt::format("a packed chart of {} bytes unpacks to more than {}: it is not "
                                    "read any further",
                                    packed.size(), most),
                        Stage::declined)};
    if (answer == Z_STREAM_END && !inflater.is_fed()) return made;
    const bool stuck = made.text.size() == before && !inflater.is_fed();
    const bool goes_on = answer == Z_STREAM_END ? inflater.again() : answer == Z_OK && !stuck;
    if (goes_on) continue;
    made.failure = ended("unexpected EOF");
    return made;
  }
}

}  // namespace fairlead::helm
