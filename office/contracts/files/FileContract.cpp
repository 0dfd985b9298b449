// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/files/FileContract.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/readAll.h"
#include "core/text.h"
#include "office/contracts/files/documents.h"
#include "office/servers/EdgeProxy.h"

namespace sidetone::office {
namespace {

constexpr std::uintmax_t largestUpload = 4U << 20U;
constexpr int firstWithHttpsFiles = 11;
constexpr std::string_view deviceSuffix = ".cnf.xml";

bool isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
}

/// At most one folder deep, and nothing hidden: no way out of the folder.
bool isFileName(std::string_view name) {
    const auto parts = core::split(name, '/');
    return parts.size() <= 2 && std::all_of(parts.begin(), parts.end(), [](auto part) {
               return !part.empty() && part.size() <= 120 && part.front() != '.' &&
                      std::all_of(part.begin(), part.end(), isNameCharacter);
           });
}

}  // namespace

HttpResponse FileContract::answer(const HttpRequest& request) const {
    if (request.method != "GET" && request.method != "HEAD") {
        return {405, "text/plain", {{"allow", "GET, HEAD"}}, "Method not allowed\n"};
    }
    if (request.port == desk_.layout.ports.filesTls && desk_.majorRelease() < firstWithHttpsFiles) {
        return {404, "text/plain", {}, "File not found\n"};
    }
    const auto begin = std::min(request.path.find_first_not_of('/'), request.path.size());
    auto file = content(request.path.substr(begin));
    if (!file) return {404, "text/plain", {}, "File not found\n"};
    return {200, "text/xml", {}, std::move(*file)};
}

std::optional<std::string> FileContract::content(const std::string& name) const {
    if (!isFileName(name)) return std::nullopt;
    if (auto file = uploaded(name)) return file;
    return made(name);
}

std::optional<std::string> FileContract::uploaded(const std::string& name) const {
    const auto path = desk_.layout.path("files/" + name);
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error || size > largestUpload || !std::filesystem::is_regular_file(path, error)) {
        return std::nullopt;
    }
    std::ifstream file(path, std::ios::binary);
    return core::readAll(file);
}

std::optional<std::string> FileContract::made(const std::string& name) const {
    if (name == "jabber-config.xml") return files::jabberConfig(desk_.layout);
    if (name == "SPDefault.cnf.xml") return files::serviceProfile(desk_);
    const auto base = name.substr(name.rfind('/') + 1);
    const bool inFolder = base.size() != name.size();
    if ((!inFolder || name.starts_with("CUPC/")) &&
        (base == "AppDialRules.xml" || base == "DirLookupDialRules.xml")) {
        return files::dialRules();
    }
    if (!name.ends_with(deviceSuffix)) return std::nullopt;
    const auto device = name.substr(0, name.size() - deviceSuffix.size());
    const auto* user = desk_.users.findDevice(device);
    if (user == nullptr || user->deviceName != device || !desk_.isHomeOf(*user)) {
        return std::nullopt;
    }
    // Phones outside are in this mode from now on, and their edge has to know.
    EdgeProxy::tellMode(desk_.layout, user->number, files::deviceSecurity(desk_, *user));
    return files::deviceFile(desk_, *user);
}

}  // namespace sidetone::office
