#include "deploy/helm/reads/deciding_texts.h"

#include <algorithm>

#include "base/text.h"

namespace fairlead::helm {
namespace {

bool says_false(std::string_view text) {
  const std::string word = lower(text);
  return word == "false" || word == "no" || word == "off" || word == "0";
}

void look(const Node& map, const Places& places, const std::string& path,
          std::vector<DecidingText>& all) {
  for (const Entry& entry : map.entries()) {
    const auto inside = places_below(places, entry.key->text());
    const Node* value = entry.value->resolved();
    if (!inside || inside->empty() || !value) continue;
    const std::string here =
        path.empty() ? std::string(entry.key->text()) : path + "." + std::string(entry.key->text());
    look(*value, *inside, here, all);
    if (value->is_string() && says_false(value->text()) &&
        std::ranges::any_of(*inside, &Held::decides))
      all.push_back({entry.value->span(), here, std::string(value->text())});
  }
}

}  // namespace

std::vector<DecidingText> deciding_texts(HeldTable& reads, const Node& layer) {
  std::vector<DecidingText> all;
  look(layer, {&reads.values()}, "", all);
  return all;
}

}  // namespace fairlead::helm
