#pragma once
#include <array>
#include <string_view>

namespace fairlead {

/// The names under which kustomize looks for a directory's kustomization, in its order.
inline constexpr std::array<std::string_view, 3> kustomization_names = {
    "kustomization.yaml", "kustomization.yml", "Kustomization"};

/// Whether an entry of `resources` is fetched from elsewhere (a URL, a Git host), as kustomize
/// decides it.
bool is_remote(std::string_view entry);

}  // namespace fairlead
