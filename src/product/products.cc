#include "product/products.h"

#include <algorithm>

#include "base/text.h"
#include "product/settings.h"

namespace fairlead::redis {

std::span<const Product* const> all_products() {
  static const std::vector<const Product*> all = listed_products();
  return all;
}

const Product* find_product(std::string_view group, std::string_view kind) {
  for (const Product* product : all_products()) {
    if (product->names == NameRule::object && product->group == group && product->kind == kind) {
      return product;
    }
  }
  return nullptr;
}

const Product* find_chart(std::string_view chart, std::string_view repository) {
  const std::string place = lower(repository);
  for (const Product* product : all_products()) {
    if (product->names == NameRule::chart && product->chart == chart &&
        contains(place, product->publisher)) {
      return product;
    }
  }
  return nullptr;
}

bool covers_version(const Product& product, std::string_view version) {
  if (!version.empty() && (version.front() == '^' || version.front() == '~' ||
                           version.front() == '=' || version.front() == 'v')) {
    version.remove_prefix(1);
  }
  version = trimmed(version);
  if (version.empty() || version == "*" || version == "x") return true;
  const auto major = major_version(version);
  if (!major || *major < product.first_major || *major > product.last_major) return false;
  if (*major != product.first_major || !contains(version, ".")) return true;
  const auto minor = major_version(version.substr(version.find('.') + 1));
  return !minor || *minor >= product.first_minor;  // none: the newest of that major version
}

namespace {

class Maker {
 public:
  Maker(const Product& product, std::string_view object, const Lookup& settings)
      : product_(product), object_(object), settings_(product, settings) {}

  Made make() {
    for (const ProductService& service : product_.services) add(service);
    for (const ProductHolder& secret : product_.secrets) add(secret, made_.secrets);
    for (const ProductHolder& map : product_.config_maps) add(map, made_.config_maps);
    if (settings_.holds(product_.master_name_when) == Truth::yes) {
      const Setting name = settings_.first(product_.master_name_field);
      if (name.state == Setting::State::absent) made_.master_name = product_.master_name;
      if (name.state == Setting::State::known && name.set) made_.master_name = name.text;
    }
    if (!product_.open_when.empty() && settings_.holds(product_.open_when) != Truth::no)
      made_.open = true;
    return std::move(made_);
  }

 private:
  /// A name by its pattern (products.h).
  std::string named(std::string_view pattern, std::size_t number) const {
    constexpr std::size_t longest = 63;
    std::string name(pattern);
    if (const auto at = name.find("{}"); at != name.npos) name.replace(at, 2, object_);
    if (const auto at = name.find('#'); at != name.npos)
      name.replace(at, 1, std::to_string(number));
    if (const auto at = name.find('^'); at != name.npos)
      name = cut_name(std::string_view(name).substr(0, at), longest) + name.substr(at + 1);
    return name;
  }

  void add(const ProductService& service) {
    constexpr std::size_t most = 64;  // of one kind: nobody runs more nodes
    std::size_t count = 1;
    bool counted = true;
    if (!service.count_field.empty()) {
      const auto number = port_from(settings_.first(service.count_field).text);
      counted = number && *number <= most;
      count = counted ? *number : 1;
    }
    const Truth truth = settings_.holds(service.when);
    for (std::size_t i = 0; i < count; ++i)
      add(service, i, counted || truth == Truth::no ? truth : Truth::unknown);
  }

  void add(const ProductService& service, std::size_t number, Truth truth) {
    MadeService made;
    made.name = named(service.name, number);
    made.headless = service.headless;
    if (truth == Truth::no) {
      made_.others.push_back(std::move(made.name));
      return;
    }
    if (!service.name_field.empty()) {
      const Setting name = settings_.first(service.name_field);
      if (name.state == Setting::State::unknown) {
        made_.open = true;
        return;
      }
      if (name.set) made.name = name.text;
    }
    if (truth == Truth::unknown) {
      made_.possible.push_back(std::move(made.name));
      return;
    }
    for (const ProductPort& port : service.ports) add(port, made);
    if (!service.open_when.empty() && settings_.holds(service.open_when) != Truth::no)
      made.open_ports = true;
    made_.services.push_back(std::move(made));
  }

  void add(const ProductPort& port, MadeService& service) const {
    if (port.number == 0) return;
    const Truth truth = settings_.holds(port.when);
    if (truth == Truth::no) return;
    const Setting field = settings_.first(port.fields);
    std::optional<std::uint16_t> number = port.number;
    if (field.state != Setting::State::absent) number = port_from(field.text);
    if (truth == Truth::unknown || field.state == Setting::State::unknown || !number) {
      service.open_ports = true;
      return;
    }
    service.ports.push_back({*number, port.role});
  }

  void add(const ProductHolder& holder, std::vector<MadeHolder>& holders) {
    if (settings_.holds(holder.when) != Truth::yes) return;
    MadeHolder made;
    made.password = holder.password;
    made.table = &holder;
    const Setting name = settings_.first(holder.name_field);
    if (name.state == Setting::State::unknown) return;
    made.made = !name.set;
    if (made.made && holder.name.empty()) return;
    made.name = made.made ? named(holder.name, 0) : std::string(name.text);
    const Setting key = settings_.first(made.made ? holder.key_field_made : holder.key_field);
    if (key.state == Setting::State::unknown) return;
    for (const std::string_view each : split(key.set ? key.text : holder.key, ' '))
      if (!each.empty()) made.keys.emplace_back(each);
    holders.push_back(std::move(made));
  }

  const Product& product_;
  std::string_view object_;
  Settings settings_;
  Made made_;
};

}  // namespace

std::string_view limit_field(const Product& product, const Lookup& settings) {
  const Settings known(product, settings);
  for (const ProductLimit& limit : product.limits) {
    if (known.holds(limit.when) == Truth::yes) return limit.field;
  }
  return {};
}

const AppliedList* applied_list(const Product& product, bool to_sentinels) {
  const auto found = std::ranges::find(product.applied, to_sentinels, &AppliedList::to_sentinels);
  return found == product.applied.end() ? nullptr : &*found;
}

bool applies(const Product& product, const Lookup& settings) {
  return Settings(product, settings).holds(product.applies_when) == Truth::yes;
}

std::vector<const ProductConfig*> configs_of(const Product& product, const Lookup& settings) {
  std::vector<const ProductConfig*> found;
  const Settings known(product, settings);
  for (const ProductConfig& config : product.configs) {
    if (known.holds(config.when) == Truth::yes) found.push_back(&config);
  }
  return found;
}

Made make(const Product& product, std::string_view object, const Lookup& settings) {
  return Maker(product, object, settings).make();
}

}  // namespace fairlead::redis
