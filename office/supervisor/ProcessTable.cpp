// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/supervisor/ProcessTable.h"

#include <dirent.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <sstream>

#include "core/text.h"
#include "office/supervisor/TextFile.h"

namespace sidetone::office {

namespace {

constexpr std::string_view variable = "SIDETONE_OFFICE_PROCESS=";

std::string procFile(pid_t process, std::string_view what) {
    return "/proc/" + std::to_string(process) + "/" + std::string(what);
}

std::string contents(const std::string& path) {
    auto text = readFile(path);
    return text ? std::move(*text) : std::string();
}

/// The numbers of a process from the namespace of /proc down to its own ("NSpid" in
/// /proc/N/status).
std::vector<pid_t> numbersOf(pid_t process) {
    const std::string status = contents(procFile(process, "status"));
    const auto at = status.find("\nNSpid:");
    if (at == std::string::npos) return {process};
    std::istringstream line(status.substr(at + 7, status.find('\n', at + 1) - at - 7));
    std::vector<pid_t> numbers;
    for (pid_t number = 0; line >> number;) numbers.push_back(number);
    return numbers;
}

/// The server's name where the process carries the tag's mark.
std::string serverOf(pid_t process, std::string_view tag) {
    const std::string start = std::string(variable) + std::string(tag) + "/";
    const std::string environment = contents(procFile(process, "environ"));
    for (const std::string_view entry : core::split(environment, '\0')) {
        if (entry.rfind(start, 0) == 0) return std::string(entry.substr(start.size()));
    }
    return {};
}

}  // namespace

std::string processMark(std::string_view tag, std::string_view server) {
    return std::string(variable) + std::string(tag) + "/" + std::string(server);
}

pid_t visibleSelf() {
    std::array<char, 32> text{};
    const ssize_t size = ::readlink("/proc/self", text.data(), text.size() - 1);
    return size <= 0 ? ::getpid() : static_cast<pid_t>(std::atoi(text.data()));
}

std::vector<OfficeProcess> processesOf(std::string_view tag, std::string_view server) {
    const pid_t self = visibleSelf();
    const std::size_t depth = numbersOf(self).size();
    std::vector<OfficeProcess> found;
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir("/proc"), &::closedir);
    if (!folder) return found;
    while (const dirent* entry = ::readdir(folder.get())) {
        const pid_t process = std::atoi(entry->d_name);
        if (process <= 1 || process == self) continue;
        std::string name = serverOf(process, tag);
        if (name.empty() || (!server.empty() && name != server)) continue;
        const auto numbers = numbersOf(process);
        const pid_t own = numbers.size() >= depth ? numbers[depth - 1] : 0;
        found.push_back({std::move(name), process, own});
    }
    return found;
}

int sweep(std::string_view tag, std::string_view server) {
    int count = 0;
    for (const OfficeProcess& process : processesOf(tag, server)) {
        if (process.own > 1 && ::kill(process.own, SIGKILL) == 0) ++count;
    }
    return count;
}

long proportionalMemory(pid_t visible) {
    const std::string text = contents(procFile(visible, "smaps_rollup"));
    const auto at = text.find("\nPss:");
    return at == std::string::npos ? 0 : std::atol(text.c_str() + at + 5);
}

}  // namespace sidetone::office
