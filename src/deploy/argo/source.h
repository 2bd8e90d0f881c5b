#pragma once
#include "deploy/types/installation.h"
#include "deploy/types/installation_view.h"

namespace fairlead::argo {

/// The Application that a source is of.
struct Owner {
  std::string name, namespace_name, project;
  Ref name_at;
};

/// Reads a source of an Application, with what the files beside its path say over it
/// (`.argocd-source.yaml`).
InstalledSource read_source(Ref written, const Owner& owner, const InstallationView& view);

}  // namespace fairlead::argo
