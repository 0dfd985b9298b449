// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/systemNameServers.h"

#include <arpa/inet.h>
#include <sys/stat.h>

#include <array>
#include <fstream>
#include <sstream>

#include "core/text.h"

namespace sidetone::net {
namespace {

constexpr std::size_t mostServers = 8;
constexpr std::size_t longestFile = 64 * 1024;

bool isAddress(const std::string& text, int family) {
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    return inet_pton(family, text.c_str(), bytes.data()) == 1;
}

bool isPort(std::string_view text) {
    const auto number = core::parseNumber(text);
    return number && *number > 0 && *number < 65'536;
}

}  // namespace

std::string nameServerText(const std::string& text) {
    if (isAddress(text, AF_INET)) return text + ":53";
    if (isAddress(text, AF_INET6)) return "[" + text + "]:53";
    const auto colon = text.rfind(':');
    if (colon == std::string::npos) {
        const bool bracketed = text.size() > 2 && text.front() == '[' && text.back() == ']';
        return bracketed ? nameServerText(text.substr(1, text.size() - 2)) : std::string();
    }
    std::string host = text.substr(0, colon);
    const std::string port = text.substr(colon + 1);
    const bool six = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (six) host = host.substr(1, host.size() - 2);
    if (!isPort(port) || !isAddress(host, six ? AF_INET6 : AF_INET)) return {};
    return six ? "[" + host + "]:" + port : host + ":" + port;
}

std::vector<std::string> namedServers(const std::string& file) {
    std::vector<std::string> servers;
    std::ifstream in(file);
    std::string line;
    std::size_t bytes = 0;
    while (servers.size() < mostServers && std::getline(in, line)) {
        bytes += line.size();
        if (bytes > longestFile) break;
        constexpr std::string_view keyword = "nameserver";
        const auto text = core::trim(line);
        if (text.substr(0, keyword.size()) != keyword) continue;
        auto rest = text.substr(keyword.size());
        if (rest.empty() || (rest.front() != ' ' && rest.front() != '\t')) continue;
        rest = core::trim(rest);
        auto server = nameServerText(std::string(rest.substr(0, rest.find_first_of(" \t%"))));
        if (!server.empty()) servers.push_back(std::move(server));
    }
    return servers;
}

std::vector<std::string> readNameServers(const std::string& file) {
    auto servers = namedServers(file);
    if (servers.empty()) servers.emplace_back("127.0.0.1:53");
    return servers;
}

std::vector<std::string> readSearchDomains(const std::string& file) {
    std::vector<std::string> domains;
    std::ifstream in(file);
    std::string line;
    std::size_t bytes = 0;
    while (std::getline(in, line)) {
        bytes += line.size();
        if (bytes > longestFile) break;
        std::istringstream words(line);
        std::string word;
        words >> word;
        if (word != "search" && word != "domain") continue;
        domains.clear();  // the last line counts, resolv.conf(5)
        while (domains.size() < mostServers && words >> word) domains.push_back(word);
    }
    return domains;
}

FileStamp::FileStamp(std::string file) : file_(std::move(file)), last_(look()) {}

bool FileStamp::changed() {
    auto now = look();
    if (now == last_) return false;
    last_ = std::move(now);
    return true;
}

std::string FileStamp::look() const {
    struct stat s {};
    if (stat(file_.c_str(), &s) != 0) return {};
    return std::to_string(s.st_dev) + "/" + std::to_string(s.st_ino) + "/" +
           std::to_string(s.st_size) + "/" + std::to_string(s.st_mtim.tv_sec) + "." +
           std::to_string(s.st_mtim.tv_nsec);
}

}  // namespace sidetone::net
