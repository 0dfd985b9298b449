// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/fetchFile.h"

#include <algorithm>
#include <utility>

#include "signin/FailOver.h"

namespace sidetone::signin {
namespace {

constexpr int firstWithHttpsFiles = 11;
constexpr std::string_view plainPort = ":6970/";

/// "It does not exist" is known only where every server says so.
core::Error conclude(const std::vector<FailedTry>& tries) {
    if (tries.empty()) {
        return core::fail(core::ErrorCode::NotFound, "Fetching a file",
                          "no server is known that could have it");
    }
    for (const auto& one : tries) {
        if (one.error.code == core::ErrorCode::NotFound) continue;
        return one.error;
    }
    return tries.back().error;
}

}  // namespace

core::Task<net::HttpResponse> fetchFile(Context& context, std::vector<std::string> urls) {
    FailOver question;
    question.urls = std::move(urls);
    question.doing = "Fetching ";
    question.limit = context.options.fileLimit;
    question.counts = [](int status) { return status == 200; };
    question.conclude = conclude;
    return failOver(context, std::move(question));
}

std::string fileUrl(const std::string& uri, int majorVersion) {
    if (majorVersion < firstWithHttpsFiles || uri.rfind("http://", 0) != 0) return uri;
    const auto port = uri.find(plainPort, 7);
    if (port == std::string::npos) return uri;
    return "https://" + uri.substr(7, port - 7) + ":6972/" + uri.substr(port + plainPort.size());
}

std::string fileUrlOn(const std::string& host, const std::string& name, int majorVersion) {
    const bool isSecure = majorVersion >= firstWithHttpsFiles;
    const net::Endpoint server{host, static_cast<std::uint16_t>(isSecure ? 6972 : 6970)};
    return (isSecure ? "https://" : "http://") + server.text() + "/" + name;
}

std::vector<std::string> fileUrlsOn(const std::vector<std::string>& hosts, const std::string& name,
                                    int majorVersion) {
    std::vector<std::string> urls;
    for (const auto& host : hosts) {
        if (majorVersion == 0) urls.push_back(fileUrlOn(host, name, firstWithHttpsFiles));
        urls.push_back(fileUrlOn(host, name, majorVersion));
    }
    return urls;
}

std::vector<std::string> fileHosts(const Context& context) {
    const auto& found = context.found;
    std::vector<std::string> hosts;
    const auto add = [&hosts](const std::string& host) {
        const bool isNew = std::find(hosts.begin(), hosts.end(), host) == hosts.end();
        if (!host.empty() && isNew) hosts.push_back(host);
    };
    for (const auto& uri : found.user.serviceProfileUris) add(hostOf(uri));
    for (const auto& server : found.udsServers) add(server.host);
    for (const auto& host : found.fileServers) add(host);
    return hosts;
}

std::string hostOf(const std::string& url) {
    const auto begin = url.find("://");
    if (begin == std::string::npos) return {};
    const auto rest = url.substr(begin + 3, url.find('/', begin + 3) - begin - 3);
    if (!rest.empty() && rest.front() == '[') return rest.substr(1, rest.find(']') - 1);
    return rest.substr(0, rest.find(':'));
}

}  // namespace sidetone::signin
