#pragma once
#include <map>
#include <memory>

#include "deploy/compose/project/documents.h"
#include "deploy/compose/project/project.h"

namespace fairlead::compose {

/// Puts the files of a project together, with those that they extend and include.
class ModelFiles {
 public:
  ModelFiles(const Request& request, ProjectFiles& files, Project& project, Maker& maker)
      : request_(request), files_(files), project_(project), maker_(maker) {}

  /// A file that services extend: its services, as they stand there.
  struct Base {
    Value services;
    Resets resets;
  };
  /// What files are read for.
  struct Setting {
    std::string directory;        ///< of the paths in them: absolute, or as an include names it
    std::string files_directory;  ///< absolute: of the files that they name
    const Environment* environment = nullptr;
    std::vector<std::string> including = {};  ///< the files on the way here
    /// What services of these files extend; of the paths and directories that they are found by.
    std::map<std::string, std::shared_ptr<const Base>> bases = {};
  };
  Loaded<Value> model(const std::vector<std::string>& paths, Setting setting);

 private:
  struct ServiceRef {
    std::string file, service;
    friend bool operator==(const ServiceRef&, const ServiceRef&) = default;
  };
  using Chain = std::vector<ServiceRef>;

  Refused add_file(const std::string& path, Setting& setting, Value& dict);
  Refused add_document(ComposeDocument& document, const std::string& path, Setting& setting,
                       Value& dict);
  Refused interpolate(const Setting& setting, Value& root);
  Refused make_long_forms(Value& dict);
  Loaded<std::vector<ComposeDocument>> documents(const std::string& path);

  Refused include_all(Setting& setting, const Resets& resets, Value& root);
  Refused include(const Value& entry, const Setting& setting, const Resets& resets, Value& root);
  Refused import(Value& from, const Resets& resets, Value& to);
  Loaded<Environment> environment_of(const Value& entry, const Setting& setting,
                                     const std::string& directory);

  /// Where services that extend others look for them.
  struct Scope {
    std::string file;       ///< as it is called in chains
    std::string directory;  ///< absolute: of the files that its services name
    Setting& setting;
  };
  Refused extend_all(const Scope& scope, const Resets& resets, Value& root);
  Refused extend(const std::string& name, const Scope& scope, const Resets& resets, Chain& chain,
                 Value& services);
  /// A service that extends another.
  struct Extended {
    std::string name;
    std::string service, file;  ///< the other one
    Span at;
  };
  Refused stop(const Extended& what, const Scope& scope, const Refusal& why);
  Refused extend_by(const Extended& what, const Scope& scope, const Resets& resets,
                    const Resets& others_resets, Chain& chain, Value& others, Value& services);
  Refused put_over(const Value& base, const std::string& name, const Resets& resets,
                   Value& service);
  Loaded<std::shared_ptr<const Base>> base_of(const std::string& file, const Scope& scope, Span at);

  bool leave(Span at, std::string what, std::string why);

  const Request& request_;
  ProjectFiles& files_;
  Project& project_;
  Maker& maker_;
};

}  // namespace fairlead::compose
