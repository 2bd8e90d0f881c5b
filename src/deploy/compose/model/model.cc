#include "deploy/compose/model/model.h"

#include "deploy/compose/model/model_parts.h"

namespace fairlead::compose {
namespace {

using namespace rules;

const Record service_record{
    .first = service_members_alone(), .second = container_members(), .third = workload_members()};
const Rule service_rule{.allows = allows::object, .record = &service_record};
const Rule services_rule{.allows = allows::object, .values = &service_rule, .names = Names::entity};

// --- jobs
constexpr Rule concurrency{.allows = allows::text, .words = "forbid|queue"};
constexpr Rule missed{.allows = allows::text, .words = "one|skip"};
constexpr Member schedule_members[] = {
    {"cron", &text}, {"timezone", &text}, {"concurrency", &concurrency}, {"missed_fires", &missed}};
constexpr Record schedule_record{.first = schedule_members, .required = "cron"};
constexpr Rule schedule_rule{.allows = allows::object | allows::text, .record = &schedule_record};
constexpr Rule schedule_rules{.allows = allows::list, .items = &schedule_rule};
constexpr Member trigger_members[] = {{"manual", &boolean_or_text, Type::boolean, Shown::given},
                                      {"schedule", &schedule_rules, Type::records}};
constexpr Record trigger_record{.first = trigger_members};
constexpr Rule trigger_rule{.allows = allows::object, .record = &trigger_record};
constexpr Member job_members[] = {{"profiles", &text_set, Type::texts},
                                  {"triggers", &trigger_rule, Type::record, Shown::given}};
const Record job_record{.first = job_members,
                        .second = container_members(),
                        .third = workload_members(),
                        .required = "triggers"};
const Rule job_rule{.allows = allows::object, .record = &job_record};
const Rule jobs_rule{.allows = allows::object, .values = &job_rule, .names = Names::entity};

// --- networks, volumes
constexpr Member external_members[] = {{"name", &text}};
constexpr Record external_record{.first = external_members};
/// Of configs and secrets, where anything else may stand as well.
constexpr Record open_external_record{.first = external_members, .is_closed = false};
constexpr Rule external{.allows = allows::boolean | allows::text | allows::object,
                        .record = &external_record};
constexpr Rule open_external{.allows = allows::boolean | allows::text | allows::object,
                             .record = &open_external_record};

constexpr Member pool_members[] = {{"subnet", &text},
                                   {"gateway", &text},
                                   {"ip_range", &text},
                                   {"aux_addresses", &text_values, Type::mapping}};
constexpr Record pool_record{.first = pool_members};
constexpr Rule pool_rule{.allows = allows::object, .record = &pool_record};
constexpr Rule pool_rules{.allows = allows::list, .items = &pool_rule};
constexpr Member ipam_members[] = {{"driver", &text},
                                   {"config", &pool_rules, Type::records},
                                   {"options", &text_values, Type::options}};
constexpr Record ipam_record{.first = ipam_members};
constexpr Rule ipam_rule{.allows = allows::object, .record = &ipam_record};
constexpr Member network_members[] = {
    {"name", &text},
    {"driver", &text},
    {"driver_opts", &option_map, Type::options},
    {"ipam", &ipam_rule, Type::record, Shown::always},
    {"external", &external, Type::boolean},
    {"internal", &boolean_or_text, Type::boolean},
    {"attachable", &boolean_or_text, Type::boolean},
    {"labels", &pairs, Type::labels},
    {"enable_ipv4", &boolean_or_text, Type::boolean, Shown::given},
    {"enable_ipv6", &boolean_or_text, Type::boolean, Shown::given},
};
constexpr Record network_record{.first = network_members};
constexpr Rule network_rule{.allows = allows::object | allows::null, .record = &network_record};
constexpr Rule networks_rule{
    .allows = allows::object, .values = &network_rule, .names = Names::entity};

constexpr Member volume_members[] = {{"name", &text},
                                     {"driver", &text},
                                     {"driver_opts", &option_map, Type::options},
                                     {"external", &external, Type::boolean},
                                     {"labels", &pairs, Type::labels}};
constexpr Record volume_record{.first = volume_members};
constexpr Rule volume_rule{.allows = allows::object | allows::null, .record = &volume_record};
constexpr Rule volumes_rule{
    .allows = allows::object, .values = &volume_rule, .names = Names::entity};

// --- secrets, configs, models
constexpr Member secret_members[] = {{"name", &text},
                                     {"file", &text},
                                     {"environment", &text},
                                     {"external", &open_external, Type::boolean},
                                     {"labels", &pairs, Type::labels},
                                     {"driver", &text},
                                     {"driver_opts", &option_map, Type::text_map},
                                     {"template_driver", &text}};
constexpr Record secret_record{.first = secret_members};
constexpr Rule secret_rule{.allows = allows::object, .record = &secret_record};
constexpr Rule secrets_rule{
    .allows = allows::object, .values = &secret_rule, .names = Names::entity};

constexpr Member config_members[] = {{"name", &text},
                                     {"file", &text},
                                     {"environment", &text},
                                     {"content", &text},
                                     {"external", &open_external, Type::boolean},
                                     {"labels", &pairs, Type::labels},
                                     {"template_driver", &text}};
constexpr Record config_record{.first = config_members};
constexpr Rule config_rule{.allows = allows::object, .record = &config_record};
constexpr Rule configs_rule{
    .allows = allows::object, .values = &config_rule, .names = Names::entity};

constexpr Member model_members[] = {{"name", &text},
                                    {"model", &text},
                                    {"context_size", &integer, Type::integer},
                                    {"runtime_flags", &texts, Type::texts}};
constexpr Record model_record{.first = model_members, .required = "model"};
constexpr Rule model_rule{.allows = allows::object, .record = &model_record};
constexpr Rule models_rule{.allows = allows::object, .values = &model_rule, .names = Names::entity};

// --- the whole
constexpr Member include_members[] = {{"path", &text_or_set, Type::one_or_more},
                                      {"env_file", &text_or_set, Type::one_or_more},
                                      {"project_directory", &text}};
constexpr Record include_record{.first = include_members, .takes_x = false};
constexpr Rule include_rule{.allows = allows::object | allows::text, .record = &include_record};
constexpr Rule includes_rule{.allows = allows::list, .items = &include_rule};

const Member project_members[] = {
    {"version", &text},
    {"name", &text},
    {"include", &includes_rule, Type::records},
    {"services", &services_rule, Type::record_map, Shown::always},
    {"models", &models_rule, Type::record_map},
    {"networks", &networks_rule, Type::record_map},
    {"volumes", &volumes_rule, Type::record_map},
    {"secrets", &secrets_rule, Type::record_map},
    {"configs", &configs_rule, Type::record_map},
    {"jobs", &jobs_rule, Type::record_map},
};

}  // namespace

const Record project_record{.first = project_members};

const Member* field_of(const Record& record, std::string_view name) {
  const Member* found = nullptr;
  each_field(record, [&](const Member& field) {
    if (field.name == name) found = &field;
  });
  return found;
}

const Record* record_of(const Rule& rule) {
  if (rule.record) return rule.record;
  if (rule.items && rule.items->record) return rule.items->record;
  return rule.values ? rule.values->record : nullptr;
}

}  // namespace fairlead::compose
