#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fairlead::redis {

enum class ServiceRole : std::uint8_t {
  data,      ///< takes writes: the master, or the only node
  mixed,     ///< every node: a write may meet a replica, which refuses it
  replica,   ///< read-only
  sentinel,  ///< answers where the master is; takes no data commands
  cluster,   ///< a node of a cluster: needs a client that speaks its protocol
  proxy,     ///< passes everything on to the master
  metrics,   ///< an exporter's HTTP
  bus,       ///< between the nodes of a cluster
};

// --- What a product is set to
// ---------------------------------------------------------------------

/// What a chart's values or an object's fields say at a path.
struct Setting {
  enum class State : std::uint8_t {
    absent,  ///< nothing: the product's default holds
    known,
    unknown,  ///< something that is not in view decides it
  };
  State state = State::absent;
  std::string_view text;  ///< a scalar's
  bool set = false;       ///< what a template's `if` sees: neither false, nor 0, nor empty
};

/// Answers for a dotted path: `auth.enabled`, `spec.sentinel`.
using Lookup = std::function<Setting(std::string_view path)>;

// --- The tables, one file a product under products/
// -----------------------------------------------

// A `when` is a list of terms, separated by ", ", that must all hold; each is one alternative or
// several, separated by "|": `a.b` (set), `!a.b`, `a.b=text`, `a.b!=text`. "" always holds.
// Fields that give a value may name several paths, separated by "|": the first one that is set.

struct ProductPort {
  ServiceRole role = ServiceRole::data;
  std::uint16_t number = 0;  ///< unless a field says otherwise; 0 ends a list
  std::string_view fields = {};
  std::string_view when = {};
};

/// A Service that a product makes.
struct ProductService {
  /// `{}` is the object's or chart's full name, `#` a number from 0; what stands before a `^` is
  /// cut to 63 characters.
  std::string_view name;
  ProductPort ports[6];
  std::string_view when = {};
  bool headless = false;
  std::string_view open_when = {};    ///< where it has more ports than these
  std::string_view name_field = {};   ///< where it can be called otherwise
  std::string_view count_field = {};  ///< how many `#` there are, with a default
};

/// A Secret or ConfigMap with a key: what a product makes, or what it reads.
struct ProductHolder {
  std::string_view name;             ///< what it makes; "" where somebody else must provide it
  std::string_view key;              ///< its key, or the default; several are separated by blanks
  std::string_view name_field = {};  ///< where somebody else's is named instead
  std::string_view key_field = {};   ///< where the key is named; counts only beside the name
  std::string_view key_field_made = {};  ///< where the key of what it makes is named
  std::string_view when = {};            ///< whether it is made or read at all
  bool password = false;                 ///< the default user's password
};

/// Which of a product's nodes run with a configuration.
enum class NodeKind : std::uint8_t {
  masters,  ///< those that take writes; others may run with it, too
  replicas,
  sentinels,
};

/// Values that a chart writes into a configuration: a text of it, a mapping of directives to their
/// values, or a list of commands that `rename-command` takes away.
struct ProductConfig {
  std::string_view field;
  NodeKind nodes = NodeKind::masters;
  std::string_view when = {};
};

/// Where the memory limit of the nodes that take writes is given.
struct ProductLimit {
  std::string_view field;
  std::string_view when = {};
};

/// A list in an operator's object that it applies, entry by entry, to servers that run: with CONFIG
/// SET, to Sentinels with SENTINEL SET. Which it refuses ends the operator's work on the object.
struct AppliedList {
  std::string_view field;
  bool to_sentinels = false;
  bool empties_quotes = false;   ///< gives nothing for `""`, else two quotes
  std::string_view left_undone;  ///< what the operator does not come to: "before it …"
  std::string_view own_config;   ///< where its servers are given a configuration of the user's own
};

struct SettingDefault {
  std::string_view path, text;
};

/// How a chart calls its release's objects.
enum class NameRule : std::uint8_t {
  object,  ///< an operator: the object's name
  chart,   ///< fullnameOverride, nameOverride, and the release's name before the chart's
};

/// An operator's kind of object, or a chart, that stands for a Redis.
struct Product {
  std::string_view name;  ///< "Spotahome's operator"
  NameRule names = NameRule::object;
  std::string_view group = {}, kind = {};         ///< of an operator's object
  std::string_view applies_when = {};             ///< whether the object is a Redis at all
  std::string_view chart = {};                    ///< of a chart: its name
  std::string_view publisher = {};                ///< a word of the repositories that carry it
  std::uint16_t first_major = 0, last_major = 0;  ///< the chart's versions that the table holds for
  std::uint16_t first_minor = 0;                  ///< of first_major
  /// From this major version on, every character of a release's name that DNS does not allow
  /// becomes a dash; 0: never.
  std::uint16_t cleans_names_since = 0;
  std::span<const SettingDefault> defaults = {};
  std::span<const ProductService> services = {};
  std::span<const ProductHolder> secrets = {};
  std::span<const ProductHolder> config_maps = {};
  std::span<const ProductConfig> configs = {};  ///< in the order in which a server reads them
  std::span<const AppliedList> applied = {};
  std::span<const ProductLimit> limits = {};
  std::string_view master_name = {};  ///< what its Sentinels call the master unless told otherwise
  std::string_view master_name_field = {};  ///< where they are told
  std::string_view master_name_when = {};   ///< whether there are Sentinels
  std::string_view image_field = {};
  std::string_view open_when = {};        ///< where it makes objects that no table knows
  std::string_view namespace_field = {};  ///< where objects are put elsewhere
};

/// The product of an object's apiVersion group and kind, or null.
const Product* find_product(std::string_view group, std::string_view kind);
/// The chart of that name from that repository (a URL, or what stands in its place), or null.
const Product* find_chart(std::string_view chart, std::string_view repository);
std::span<const Product* const> all_products();

/// Whether the table holds for that version of the chart: an exact one, a range within one major
/// version (`18.x`, `^18.1.0`), or "" and `*` for the newest.
bool covers_version(const Product& product, std::string_view version);

// --- What a product makes of its settings
// ---------------------------------------------------------

struct MadePort {
  std::uint16_t number = 0;
  ServiceRole role = ServiceRole::data;
};

struct MadeService {
  std::string name;
  std::vector<MadePort> ports;
  bool headless = false;
  bool open_ports = false;  ///< more ports may exist than are listed
};

struct MadeHolder {
  std::string name;
  std::vector<std::string> keys;
  bool made = false;  ///< by the product; else read by it
  bool password = false;
  const ProductHolder* table = nullptr;  ///< where it comes from
};

struct Made {
  std::vector<MadeService> services;
  std::vector<MadeHolder> secrets, config_maps;
  std::vector<std::string> possible;  ///< names of Services that may or may not exist
  std::vector<std::string> others;    ///< names of Services that other settings would make
  std::string master_name;            ///< "" where there are no Sentinels, or it is not known
  bool open = false;                  ///< more objects may exist than are listed
};

/// The full name of a chart's release: nothing where it depends on something unknown. `release` is
/// nothing where it is not known, `chart` the chart's name or its alias in another chart, `cleaned`
/// whether this version cleans names.
std::optional<std::string> full_name(const Product& product,
                                     const std::optional<std::string>& release,
                                     std::string_view chart, std::string_view version,
                                     const Lookup& settings);

/// The field of the memory limit that certainly holds, or "".
std::string_view limit_field(const Product& product, const Lookup& settings);
/// The list of the product that an entry stands in, or null.
const AppliedList* applied_list(const Product& product, bool to_sentinels);
/// Whether an operator's object of the product's kind is a Redis.
bool applies(const Product& product, const Lookup& settings);
/// The configurations that a product certainly writes, in their order.
std::vector<const ProductConfig*> configs_of(const Product& product, const Lookup& settings);
/// What a product makes under the name `object` with these settings.
Made make(const Product& product, std::string_view object, const Lookup& settings);

}  // namespace fairlead::redis
