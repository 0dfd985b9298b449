// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/supervisor/spawn.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <vector>

namespace sidetone::office {

namespace {

std::vector<char*> pointersTo(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

/// Between fork and exec: other threads may have held any lock, so only system calls.
[[noreturn]] void become(char* const* arguments, char* const* environment, const char* folder,
                         int input, int output) {
    ::setsid();
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    // An inherited "ignore" would make a server deaf to its stop.
    for (const int signal : {SIGPIPE, SIGTERM, SIGINT, SIGHUP}) ::signal(signal, SIG_DFL);
    ::dup2(input, STDIN_FILENO);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(output, STDERR_FILENO);
    ::closefrom(STDERR_FILENO + 1);
    if (::chdir(folder) == 0) ::execve(arguments[0], arguments, environment);
    static constexpr std::string_view message = "the program could not be run\n";
    (void)!::write(STDERR_FILENO, message.data(), message.size());
    ::_exit(127);
}

}  // namespace

pid_t spawn(const Command& command, const std::string& mark, const std::string& folder,
            const std::string& logFile) {
    std::vector<std::string> arguments = command.arguments;
    std::vector<std::string> environment{"HOME=" + folder, "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
                                         "LANG=C.UTF-8", mark};
    environment.insert(environment.end(), command.environment.begin(), command.environment.end());
    const std::vector<char*> argumentPointers = pointersTo(arguments);
    const std::vector<char*> environmentPointers = pointersTo(environment);
    const int input = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    const int output = ::open(logFile.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    const pid_t process = ::fork();
    if (process == 0) {
        become(argumentPointers.data(), environmentPointers.data(), folder.c_str(), input, output);
    }
    ::close(input);
    ::close(output);
    return process;
}

}  // namespace sidetone::office
