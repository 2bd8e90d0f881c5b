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

Outcome<std::string> inflated(std::string_view packed, const ArchiveLimits& limits) {
  Inflater inflater;
  inflater.feed(packed);
  const std::size_t most =
      std::min(limits.total, std::max(always_allowed, packed.size() * limits.ratio));
  std::string out;
  for (;;) {
    const std::size_t before = out.size();
    const int answer = inflater.next(out);
    if (out.size() > most) {
      return refused(Stage::declined,
                     fmt::format("a packed chart of {} bytes unpacks to more than {}: it is not "
                                 "read any further",
                                 packed.size(), most));
    }
    if (answer == Z_STREAM_END) {
      if (!inflater.is_fed()) return out;
      if (!inflater.again()) break;
    } else if (answer != Z_OK || (out.size() == before && !inflater.is_fed())) {
      break;
    }
  }
  const bool begun = packed.size() >= 2 && packed.starts_with("\x1f\x8b");
  return refused(Stage::load, begun ? "unexpected EOF" : "gzip: invalid header");
}

}  // namespace fairlead::helm
