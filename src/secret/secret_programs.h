#pragma once
#include <cstddef>
#include <string_view>

namespace fairlead {

/// Where a password stands on a program's command line.
struct PasswordOption {
  std::string_view program;       ///< its name begins so
  std::string_view option;        ///< "" where it is an operand
  bool glued = false;             ///< it follows the option without a blank
  std::size_t operand = 0;        ///< of an operand its number behind `command`
  std::string_view command = {};  ///< the word that must come before; "" where none must
};

/// From the manuals of each program.
inline constexpr PasswordOption password_options[] = {
    {"mysql", "-p", true},
    {"mariadb", "-p", true},
    {"sshpass", "-p", true},
    {"sshpass", "-p"},
    {"7z", "-p", true},
    {"mongo", "-p"},
    {"cqlsh", "-p"},
    {"docker", "-p", false, 0, "login"},
    {"podman", "-p", false, 0, "login"},
    {"helm", "-p", false, 0, "login"},
    {"nerdctl", "-p", false, 0, "login"},
    {"ldap", "-w"},
    {"openssl", "-k"},
    {"openssl", "-K"},
    {"zip", "-P"},
    {"unzip", "-P"},
    {"sqlcmd", "-P"},
    {"bcp", "-P"},
    {"pscp", "-pw"},
    {"plink", "-pw"},
    {"rabbitmqctl", "", false, 2, "add_user"},
    {"rabbitmqctl", "", false, 2, "change_password"},
    {"rabbitmqctl", "", false, 2, "authenticate_user"},
    {"htpasswd", "", false, 3, "-b"},
    {"htpasswd", "", false, 3, "-bc"},
    {"htpasswd", "", false, 3, "-cb"},
    {"htpasswd", "", false, 2, "-nb"},
    {"htpasswd", "", false, 2, "-nbB"},
    {"htpasswd", "", false, 2, "-Bbn"},
};

}  // namespace fairlead
