#pragma once
#include <array>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/inventory.h"
#include "deploy/types/file_set.h"

namespace fairlead {

/// The names of a configuration, of which a directory may have one.
inline constexpr std::array<std::string_view, 2> config_names = {"fairlead.yaml", ".fairlead.yaml"};
bool is_config(std::string_view path);
bool is_inventory(std::string_view path);

/// A directory and all above it, up to the root "".
std::vector<std::string_view> directories_above(std::string_view directory);

/// Which fairlead.yaml count.
struct ConfigUse {
  bool isolated = false;            ///< none that is found
  const File* inventory = nullptr;  ///< the one for everything
  const File* only = nullptr;       ///< the one for everything, as if it stood at the root
  const File* stream = nullptr;     ///< standard input, for which that of `home` speaks
  std::string home = {};            ///< a directory
};

/// An inventory that was read.
struct ReadInventory {
  std::string path, taken;
};

/// The projects of a set of files: each fairlead.yaml makes one of its directory and all below.
class Projects {
 public:
  Projects(const FileSet& files, const SourceMap& sources,
           std::span<const redis::ClientLibrary> clients, ConfigUse use)
      : files_(files), sources_(sources), clients_(clients), use_(use) {}

  /// Reads the configurations and inventories. An error where one is wrong, or a directory has two.
  Result<bool> read();
  /// The configuration that speaks for a directory: an index into configs().
  ConfigId of(std::string_view directory) const;

  std::vector<Config>& configs() { return configs_; }
  const std::vector<Config>& configs() const { return configs_; }
  const std::vector<ReadInventory>& inventories() const { return inventories_; }

 private:
  Result<bool> read_configs();
  Result<bool> read_inventories();
  Result<Document> document_of(const File& file) const;
  Result<Config> config_of(const File& file) const;
  Result<Inventory> inventory_of(const File& file) const;

  const FileSet& files_;
  const SourceMap& sources_;
  std::span<const redis::ClientLibrary> clients_;
  const ConfigUse use_;
  std::vector<Config> configs_;
  std::vector<ReadInventory> inventories_;
  std::map<std::string, ConfigId, std::less<>> config_of_;
};

}  // namespace fairlead
