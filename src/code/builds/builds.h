#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "source/source_map.h"
#include "tree/node.h"

namespace fairlead {

/// What builds an image.
enum class BuildBy : std::uint8_t { workflow, script, bake, skaffold, tilt, compose };

/// An image that a repository builds, under one of its names.
struct Build {
  std::string image;  ///< as image_repository() has it
  Span image_at;      ///< a written place: where the name is given
  /// What it is built of, relative to the root; "" where that is not known. A context of "." is the
  /// root itself.
  std::string context, dockerfile;
  BuildBy by{};
  std::string path;  ///< of the file that says so
  friend bool operator==(const Build&, const Build&) = default;
};

/// A build of an image whose name is not known.
struct UnknownBuild {
  std::string path;   ///< of the file that says so
  Span at;            ///< a written place; none where it is about the whole file
  std::string begin;  ///< what is known of the name's beginning: "ghcr.io/acme/"
  std::string reason;

  /// Whether it may be an image of that owner ("ghcr.io/acme").
  bool may_belong_to(std::string_view owner) const;
  friend bool operator==(const UnknownBuild&, const UnknownBuild&) = default;
};

/// The images that a repository builds, as far as its files say it.
struct Builds {
  std::string own;            ///< the repository's name, "acme/shop"; "" where it is not known
  std::vector<Build> builds;  ///< in the order of their files
  std::vector<UnknownBuild> unknown;
  friend bool operator==(const Builds&, const Builds&) = default;
};

/// A file that may say what is built.
struct BuildFile {
  std::string_view path;  ///< relative to the root
  SourceId source{};
  Ref root;  ///< of YAML and JSON: the first document
};

/// Whether a file of that name is read for builds, or its presence says that something else builds.
bool may_say_builds(std::string_view path);

/// The images that the files build, of a repository that is called `own` ("acme/shop", "" where it
/// is not known). The files are in the order of their paths.
Builds builds_of(std::span<const BuildFile> files, std::string_view own, const SourceMap& sources);

/// "acme/shop" of what names a repository: `acme/shop`, `https://github.com/acme/shop.git`,
/// `git@github.com:acme/shop`; "" where it is none of GitHub's.
std::string repository_named(std::string_view url);
/// The same of the remote `origin` in the text of git's configuration.
std::string repository_of_git(std::string_view git_config);

}  // namespace fairlead
