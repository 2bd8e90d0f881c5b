#include "deploy/projects.h"

#include <fmt/format.h>

#include <algorithm>

namespace fairlead {

bool is_config(std::string_view path) {
  return std::ranges::find(config_names, base_name(path)) != config_names.end();
}

bool is_inventory(std::string_view path) { return base_name(path) == inventory_name; }

std::vector<std::string_view> directories_above(std::string_view directory) {
  std::vector<std::string_view> above = {directory};
  while (!directory.empty()) {
    directory = directory_of(directory);
    above.push_back(directory);
  }
  return above;
}

Result<bool> Projects::read() {
  if (auto done = read_configs(); !done) return done;
  return read_inventories();
}

ConfigId Projects::of(std::string_view directory) const {
  for (const std::string_view above : directories_above(directory)) {
    const auto place = config_of_.find(above);
    if (place != config_of_.end()) return place->second;
  }
  return ConfigId::none;
}

Result<bool> Projects::read_configs() {
  Config& no_file = configs_.emplace_back();
  for (const redis::ClientLibrary& client : clients_) no_file.clients.push_back(&client);
  if (use_.only) {
    auto config = config_of(*use_.only);
    if (!config) return tl::unexpected(config.error());
    config->directory.clear();
    no_file = std::move(*config);
  }
  if (use_.isolated) return true;
  for (const auto& [path, file] : files_.all()) {
    if (!is_config(path)) continue;
    auto config = config_of(*file);
    if (!config) return tl::unexpected(config.error());
    const auto [place, added] = config_of_.emplace(directory_of(path), ConfigId(configs_.size()));
    if (!added)
      return usage_error(
          fmt::format("{}: {} stands in the same directory; keep one of them", path,
                      base_name(configs_[static_cast<std::size_t>(place->second)].path)));
    configs_.push_back(std::move(*config));
  }
  return true;
}

/// The inventory that is given, else the one beside a fairlead.yaml, else the root's.
Result<bool> Projects::read_inventories() {
  std::map<const File*, Inventory> read;
  for (Config& config : configs_) {
    const File* file = use_.inventory;
    if (!file) file = files_.find(joined_path(config.directory, inventory_name).value_or(""));
    if (!file) file = files_.find(inventory_name);
    if (!file) continue;
    if (!read.contains(file)) {
      auto inventory = inventory_of(*file);
      if (!inventory) return tl::unexpected(inventory.error());
      inventories_.push_back({file->path, inventory->taken});
      read.emplace(file, std::move(*inventory));
    }
    add_inventory(read.at(file), config);
  }
  return true;
}

Result<Document> Projects::document_of(const File& file) const {
  const auto unread = files_.unread().find(file.path);
  if (unread != files_.unread().end()) return unavailable(unread->second);
  if (!file.tree.problems.empty()) {
    const Problem& problem = file.tree.problems.front();
    const Position at = sources_.position(problem.at.source, problem.at.begin);
    return usage_error(fmt::format("{}:{}:{}: {}", file.path, at.line, at.column, problem.message));
  }
  Document found;
  for (const Document& document : file.tree.documents) {
    if (!document.root) continue;
    if (found.root) {
      const Position at = sources_.position(document.source, document.span.begin);
      return usage_error(
          fmt::format("{}:{}: only one document is read; join them", file.path, at.line));
    }
    found = document;
  }
  found.source = file.source;
  return found;
}

Result<Config> Projects::config_of(const File& file) const {
  const auto document = document_of(file);
  if (!document) return tl::unexpected(document.error());
  return read_config(sources_, *document, clients_);
}

Result<Inventory> Projects::inventory_of(const File& file) const {
  const auto document = document_of(file);
  if (!document) return tl::unexpected(document.error());
  return read_inventory(sources_, *document);
}

}  // namespace fairlead
