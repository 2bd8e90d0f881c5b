#pragma once
#include <cstdint>
#include <string_view>

namespace fairlead {

/// Where else a target may come from than out of the files.
enum class Origins : std::uint8_t {
  anywhere,  ///< by hand, from an operator, from another repository: only a near name is a finding
  beside,    ///< it is deployed with what names it: where nothing unread is around, it is missing
};

/// How a reference writes its target's name.
enum class NameForm : std::uint8_t {
  plain,
  host,        ///< a host as DNS reads it: `web`, `web.shop.svc.cluster.local`
  with_space,  ///< `namespace/name`, or the name alone
};

/// One place where objects of a kind name another object. Kinds are "group/Kind", without a
/// version; paths are keys between dots, `[]` behind a list, and `|` between forms of which one is
/// used.
struct ReferenceRow {
  std::string_view by;  ///< the kind that refers; "PodSpec": the pods of any workload
  std::string_view at;  ///< what holds the reference: "spec.rules[].http.paths[].backend.service"
  std::string_view to;  ///< the target's kind, where `kind_at` says no other
  std::string_view name = "name";  ///< below `at`; "": `at` is the name
  std::string_view effect;         ///< what happens without the target: "no pod is made"
  Origins origins = Origins::anywhere;
  std::string_view part = "";          ///< below `at`: keys, ports, sections of the target
  std::string_view kind_at = "";       ///< below `at`
  std::string_view group_at = "";      ///< below `at`: a group, or an apiVersion
  std::string_view namespace_at = "";  ///< below `at`; else the target lies where the object does
  std::string_view optional_at = "";   ///< below `at`: a boolean
  NameForm form = NameForm::plain;
};

}  // namespace fairlead
