#pragma once
#include "deploy/compose/project/project.h"
#include "deploy/compose/run_files.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// The project of a unit's files, whoever runs it: a variable that no file gives stays as it is
/// written, and what a lenient maker may leave aside is left aside.
compose::Loaded<compose::Project> run_project(const Unit& unit, compose::RunFiles& files,
                                              compose::Maker& maker);

}  // namespace fairlead
