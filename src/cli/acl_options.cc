#include "cli/acl_options.h"

#include <CLI/CLI.hpp>

#include "cli/options.h"

namespace fairlead {
namespace {

constexpr const char* check_help =
    R"(Say whether an ACL user may run a command, by which rule of which line, and what would allow it.

FILE is an ACL file (users.acl), a redis.conf or sentinel.conf, a manifest that holds one of them (in a
ConfigMap, a Secret, the command line of a container or of a compose service), or `-` for standard input.
Behind `--` stands the command with its arguments, as redis-cli takes it.

Of a redis.conf or sentinel.conf what it includes is read in its place, and its ACL file. Relative paths are looked
for where `dir` goes, else beside FILE, which stands for the server's working directory; with --root all paths,
FILE's too, are as after chroot (`fairlead redis check --help` says more). A file that is not there and every fault
of a user keep the server from starting: then the answer is no. A command that rename-command gave another name is
unknown under the old one, and rules go on with the old one. What a manifest includes is followed inside its own
ConfigMap or Secret.

No server is asked. The rules are read as the server of the version reads them; without --redis the version is
that of the image in the file, else Redis 8.0, and versions that answer otherwise are named. A user that no line
defines is an error, except `default`, who may then do everything.

With --batch, each line of standard input is a JSON object with `version`, `rules` (a list, or a text with single
spaces) and `argv`, and gets one line in answer: {"result": "OK"}, or "CMD", "KEY:name", "CHANNEL:name", "DB",
"ERROR: …". Answers are flushed one by one. `"sentinel": true` asks a Sentinel, `"modules": true` a Redis 8 with
its bundled modules.)";

constexpr const char* check_footer =
    R"(Examples:
  fairlead acl check users.acl --user worker -- BRPOP jobs 0
  fairlead acl check k8s/redis.yaml --user worker --redis 7.2 -- CLIENT SETNAME worker-1
  fairlead acl check --root ./image etc/redis/redis.conf --user worker -- BRPOP jobs 0
  fairlead acl check sentinel.conf --user watcher --sentinel -- SENTINEL masters
  echo '{"version": "7.0", "rules": "+@list ~jobs*", "argv": ["LPUSH", "jobs", "1"]}' | fairlead acl check --batch

Exit codes: 0 allowed, 1 denied (or the server refuses the rules), 2 wrong usage, 3 FILE or what it includes cannot be
read.)";

constexpr const char* suggest_help =
    R"(Print the least ACL user under which a library's producers and workers do their jobs.

The line goes to standard output and reads alike in redis.conf and in an ACL file; the reasons go to standard
error. Replace CHANGE-ME. Where several libraries share one user, name each.)";

}  // namespace

void add_acl_check(CLI::App& acl, Options& options) {
  AclCheckOptions& check = options.acl_check;
  CLI::App* app = acl.add_subcommand("check", check_help);
  app->footer(check_footer);
  app->add_option("FILE", check.file, "An ACL file, redis.conf, sentinel.conf, manifest, or `-`");
  app->add_option("COMMAND", check.command, "The command and its arguments, behind `--`");
  app->add_option("--user", check.user, "The ACL user that runs the command")->type_name("NAME");
  app->add_option("--redis", check.version, "The server's version: 7.0, 7.2.4, \"valkey 8.1\" …")
      ->type_name("VERSION");
  app->add_option("--root", check.root, "The directory that stands for /, for FILE and in it")
      ->type_name("DIR");
  app->add_flag("--sentinel", check.sentinel, "The server is a Sentinel");
  app->add_flag("--batch", check.batch, "Answer JSON lines from standard input");
  app->callback([&options] { options.command = Command::acl_check; });
}

void add_acl_suggest(CLI::App& acl, Options& options) {
  AclSuggest& suggest = options.acl_suggest;
  CLI::App* app = acl.add_subcommand("suggest", suggest_help);
  app->add_option("--client", suggest.clients, "A library, e.g. bullmq; may be repeated")
      ->allow_extra_args(false)  // else `[x]` would be a list of x
      ->type_name("LIBRARY");
  app->add_option("--queue", suggest.queues, "A queue's name; may be repeated")
      ->allow_extra_args(false)
      ->type_name("NAME");
  app->add_option("--prefix", suggest.prefix, "The prefix of keys, where it is set")
      ->type_name("PREFIX");
  app->add_option("--user", suggest.user, "The user's name (default: the library's)")
      ->type_name("NAME");
  app->add_option("--redis", suggest.version, "The server's version: 6.2, \"valkey 8.1\" …")
      ->type_name("VERSION")
      ->capture_default_str();
  app->add_option("--role", suggest.role, "Only what one end needs (default: both)")
      ->type_name("END")
      ->check(CLI::IsMember({"producer", "worker"}));
  app->add_option("--db", suggest.database, "The database's number, for Celery's channels")
      ->type_name("N")
      ->capture_default_str();
  app->add_flag("--optional", suggest.optional, "Also what only some features need");
  app->add_flag("--list", suggest.list, "Name the libraries");
  app->callback([&options] { options.command = Command::acl_suggest; });
}

}  // namespace fairlead
