#include "facts/unfollowed.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/text.h"

namespace fairlead {
namespace {

/// Whether a text stands for itself wherever it is pasted, and gives nothing away.
bool is_plain(std::string_view text, std::string_view more = "") {
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || contains("._-+/:", {&c, 1}) ||
           contains(more, {&c, 1});
  });
}

/// How a person gets the chart that a source names: " (`helm pull web --repo https://…`)"; "" where
/// the files do not say it.
std::string pull_of(const InstalledSource& source) {
  constexpr std::string_view of_ranges = "~^*<>=, |";
  const std::string& from = source.repository;
  if (!source.path.empty() || !is_plain(source.chart) || !is_plain(from)) return "";
  if (!source.version.empty() && !is_plain(source.version, of_ranges)) return "";
  std::string command;
  if (from.starts_with("https://") || from.starts_with("http://"))
    command = fmt::format("{} --repo {}", source.chart, from);
  else if (!contains(from, "/"))
    return "";  // a name that is nowhere in view
  else          // Flux' OCIRepository is the chart itself, Argo CD writes no scheme
    command = fmt::format("{}{}{}{}", from.starts_with("oci://") ? "" : "oci://", from,
                          source.chart_at.present() && !from.ends_with('/') ? "/" : "",
                          source.chart_at.present() ? source.chart : "");
  const std::string_view quote = is_plain(source.version) ? "" : "'";
  if (!source.version.empty())
    command += fmt::format(" --version {}{}{}", quote, source.version, quote);
  return fmt::format(" (`helm pull {}`)", command);
}

void add_object(const Installation& installation, std::vector<Gap>& gaps) {
  const Resource& by = *installation.resource;
  for (const InstalledSource& source : installation.sources) {
    if (source.files_only || source.unfollowed.empty()) continue;
    gaps.push_back({by.file->path, by.root["metadata"]["name"].span(),
                    fmt::format("{} `{}`{}", by.kind, by.name, pull_of(source)), source.unfollowed,
                    GapKind::release});
  }
}

/// A chart's dependency, or a kustomization's chart. `product`: what a table says of it, or null.
void add_chart(const Release& release, const ProductInstance* product, std::vector<Gap>& gaps) {
  if (product && product->known) return;
  gaps.push_back({"", release.at.span(), fmt::format("chart `{}`", release.chart),
                  product ? "what its objects are called, or its version, is not known"
                          : "neither in this repository nor on --chart-path",
                  GapKind::chart});
}

}  // namespace

std::vector<Gap> unfollowed(const Facts& facts) {
  std::vector<Gap> gaps;
  for (const Installation& each : facts.installations) {
    if (!facts.computed.contains(each.resource)) add_object(each, gaps);
  }
  for (const Release& release : facts.releases) {
    if (release.own || release.resource || !release.at.span().is_place()) continue;
    const auto product = std::ranges::find(facts.products, &release, &ProductInstance::source);
    const bool is_product = product != facts.products.end();
    // A kustomization's chart that is not rendered is told of by who builds it.
    if (!is_product && std::ranges::count(facts.gaps, release.at.span(), &Gap::at) > 0) continue;
    add_chart(release, is_product ? &*product : nullptr, gaps);
  }
  return gaps;
}

}  // namespace fairlead
