#include "facts/cluster/service_links.h"

namespace fairlead {
namespace {

/// What follows the Service's name in capitals with dashes as underscores, or "" where the variable
/// does not begin with it.
std::string_view behind_name(std::string_view variable, std::string_view service) {
  if (variable.size() <= service.size()) return {};
  for (std::size_t i = 0; i < service.size(); ++i) {
    const char c = service[i];
    const char wanted = c == '-'               ? '_'
                        : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A')
                                               : c;
    if (variable[i] != wanted) return {};
  }
  return variable.substr(service.size());
}

}  // namespace

ServiceLink service_link(std::string_view variable, std::string_view service) {
  const std::string_view rest = behind_name(variable, service);
  if (rest == "_PORT") return ServiceLink::url;
  const bool given = rest == "_SERVICE_HOST" || rest == "_SERVICE_PORT" ||
                     rest.starts_with("_SERVICE_PORT_") || rest.starts_with("_PORT_");
  return given ? ServiceLink::value : ServiceLink::none;
}

bool has_service_links(const Workload& workload) {
  const Ref links = workload.pod_spec["enableServiceLinks"];
  return !links.present() || links.boolean();
}

}  // namespace fairlead
