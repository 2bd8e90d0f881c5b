#include "facts/server/named_keys.h"

#include "base/text.h"
#include "facts/cluster/image.h"
#include "redis/server_program.h"

namespace fairlead {
namespace {

/// The words of a command line, a shell's script cut at blanks and quotes.
std::vector<std::string_view> words_of(const Container& container) {
  constexpr std::string_view around = " \t\r\n\"';&|()";
  std::vector<std::string_view> words;
  for (const auto* part : {&container.command, &container.args}) {
    for (const Ref word : *part) {
      const std::string_view text = word.text();
      for (std::size_t at = text.find_first_not_of(around); at != text.npos;
           at = text.find_first_not_of(around, at)) {
        const std::size_t end = std::min(text.find_first_of(around, at), text.size());
        words.push_back(text.substr(at, end - at));
        at = end;
      }
    }
  }
  return words;
}

class KeyFinder {
 public:
  KeyFinder(const Workload& workload, const Container& container,
            std::map<KeyPlace, FileFormat>& found)
      : workload_(workload), container_(container), found_(found) {}

  void find() {
    const std::vector<std::string_view> words = words_of(container_);
    const bool entry = container_.command.empty() && is_redis_image(container_.image);
    const bool sentinel = std::ranges::any_of(words, redis::starts_sentinel);
    const FileFormat format = sentinel ? FileFormat::sentinel_conf : FileFormat::redis_conf;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::string_view before = i > 0 ? words[i - 1] : std::string_view();
      if (before == "--aclfile") {
        add(words[i], FileFormat::acl_file);
      } else if (before == "--include" || redis::is_redis_program(before) || (i == 0 && entry)) {
        add(words[i], format);
      }
    }
  }

 private:
  void add(std::string_view path, FileFormat format) {
    if (!path.starts_with('/')) return;
    Ref nearest;
    for (const Node* each : container_.at["volumeMounts"].items()) {
      const Ref mount(each);
      const std::string_view at = mount["mountPath"].text();
      if (holds(at, path) && at.size() >= nearest["mountPath"].text().size()) nearest = mount;
    }
    if (!nearest.present() || nearest["subPathExpr"].present()) return;
    std::string_view rest = path.substr(nearest["mountPath"].text().size());
    while (rest.starts_with('/')) rest.remove_prefix(1);
    const std::string_view part = nearest["subPath"].text();
    if (part.empty() == rest.empty()) return;
    add(nearest["name"].text(), part.empty() ? rest : part, format);
  }

  static bool holds(std::string_view directory, std::string_view path) {
    while (directory.ends_with('/')) directory.remove_suffix(1);
    return !directory.empty() && path.starts_with(directory) &&
           (path.size() == directory.size() || path[directory.size()] == '/');
  }

  void add(std::string_view volume, std::string_view file, FileFormat format) {
    for (const Node* each : workload_.pod_spec["volumes"].items()) {
      const Ref candidate(each);
      if (candidate["name"].text() != volume) continue;
      const Ref map = candidate["configMap"], secret = candidate["secret"];
      const std::string_view name = map ? map["name"].text() : secret["secretName"].text();
      if (name.empty()) return;
      const Ref items = (map ? map : secret)["items"];
      std::string key(items ? std::string_view() : file);
      for (const Node* item : items.items()) {
        if (Ref(item)["path"].text() == file) key = Ref(item)["key"].text();
      }
      if (key.empty()) return;
      found_.emplace(KeyPlace{workload_.resource->namespace_name, !map, std::string(name), key},
                     format);
    }
  }

  const Workload& workload_;
  const Container& container_;
  std::map<KeyPlace, FileFormat>& found_;
};

}  // namespace

std::map<KeyPlace, FileFormat> named_keys_of(std::span<const Workload> workloads) {
  std::map<KeyPlace, FileFormat> found;
  for (const Workload& workload : workloads) {
    for (const Container& container : workload.containers) {
      if (!container.init) KeyFinder(workload, container, found).find();
    }
  }
  return found;
}

}  // namespace fairlead
