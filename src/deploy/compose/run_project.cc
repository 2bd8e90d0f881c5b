#include "deploy/compose/run_project.h"

namespace fairlead {

compose::Loaded<compose::Project> run_project(const Unit& unit, compose::RunFiles& files,
                                              compose::Maker& maker) {
  compose::Request request;
  request.directory = "/" + std::string(directory_of(unit.files.front()->path));
  for (const File* file : unit.files) request.files.push_back("/" + file->path);
  request.unset = compose::Unset::stays;
  return compose::load_project(request, files, maker);
}

}  // namespace fairlead
