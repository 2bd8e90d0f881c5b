// A packed chart: the input as it is, and packed, as tar.
#include <zlib.h>

#include <cstdint>
#include <cstdlib>

#include "deploy/helm/chart/load.h"

namespace {

using namespace fairlead;

std::string packed(std::string_view text) {
  z_stream stream{};
  deflateInit2(&stream, 1, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

/// Numbers of headers are corrected, or hardly any input would get past its checksum.
void correct(std::string& tar) {
  for (std::size_t at = 0; at + 512 <= tar.size(); at += 512) {
    if (tar[at + 257] != 'u') continue;
    tar.replace(at + 148, 8, 8, ' ');
    unsigned sum = 0;
    for (std::size_t i = 0; i < 512; ++i) sum += static_cast<unsigned char>(tar[at + i]);
    for (std::size_t i = 6; i-- > 0; sum /= 8) tar[at + 148 + i] = static_cast<char>('0' + sum % 8);
    tar[at + 154] = '\0';
  }
}

void load(std::string archive) {
  SourceMap sources;
  Arena arena;
  const MemoryFiles files({{"chart.tgz", std::move(archive)}});
  const auto chart = helm::ChartLoader(files, sources, arena).load("chart.tgz");
  if (!chart && chart.error().message.empty()) std::abort();
  if (!chart) return;
  for (const helm::ChartFile& file : chart->templates)
    if (file.name.find("..") == 0 || file.name.starts_with('/')) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  load(text);
  correct(text);
  load(packed(text));
  return 0;
}
