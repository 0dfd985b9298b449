// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/ports/openSockets.h"

#include <arpa/inet.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "core/text.h"

namespace sidetone::net {
namespace {

/// The numbers of the sockets among a process's descriptors.
std::set<std::string> socketNumbers(const std::string& process) {
    std::set<std::string> numbers;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(process + "/fd", error)) {
        const auto target = std::filesystem::read_symlink(entry.path(), error).string();
        if (target.rfind("socket:[", 0) == 0) numbers.insert(target.substr(8, target.size() - 9));
    }
    return numbers;
}

/// "0100007F:1466" as proc(5) writes an address: words in the machine's order, the port in
/// hexadecimal.
Endpoint readEndpoint(const std::string& text) {
    const auto colon = text.find(':');
    if (colon == std::string::npos) return {};
    std::array<unsigned char, 16> bytes{};
    const bool six = colon == 32;
    for (std::size_t word = 0; word * 8 + 8 <= colon && word < 4; ++word) {
        const auto value =
            static_cast<std::uint32_t>(std::stoul(text.substr(word * 8, 8), nullptr, 16));
        std::memcpy(bytes.data() + word * 4, &value, sizeof(value));
    }
    std::array<char, INET6_ADDRSTRLEN> shown{};
    inet_ntop(six ? AF_INET6 : AF_INET, bytes.data(), shown.data(), shown.size());
    return {shown.data(),
            static_cast<std::uint16_t>(std::stoul(text.substr(colon + 1), nullptr, 16))};
}

void readTable(const std::string& file, const char* transport, const std::set<std::string>& numbers,
               std::vector<OpenSocket>& found) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);  // headings
    while (std::getline(in, line)) {
        std::istringstream words(line);
        std::array<std::string, 10> word;
        for (auto& one : word) words >> one;
        if (!numbers.contains(word[9])) continue;
        OpenSocket socket;
        socket.transport = transport;
        socket.local = readEndpoint(word[1]);
        socket.remote = readEndpoint(word[2]);
        socket.isListening = socket.transport == "tcp" && word[3] == "0A";
        found.push_back(std::move(socket));
    }
}

}  // namespace

std::vector<OpenSocket> openSockets(long process) {
    const auto folder = "/proc/" + std::to_string(process);
    const auto numbers = socketNumbers(folder);
    std::vector<OpenSocket> found;
    if (numbers.empty()) return found;
    for (const char* table : {"tcp", "tcp6", "udp", "udp6"}) {
        readTable(folder + "/net/" + table, table[0] == 't' ? "tcp" : "udp", numbers, found);
    }
    return found;
}

std::vector<long> processesOf(const std::string& program) {
    std::vector<long> found;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator("/proc", error)) {
        const auto number = core::parseNumber(entry.path().filename().string());
        if (!number || static_cast<long>(*number) == getpid()) continue;
        const auto run = std::filesystem::read_symlink(entry.path() / "exe", error);
        if (!error && run.filename() == program) found.push_back(static_cast<long>(*number));
    }
    return found;
}

}  // namespace sidetone::net
