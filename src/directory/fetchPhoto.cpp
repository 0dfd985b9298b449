// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/fetchPhoto.h"

#include <memory>
#include <string_view>

namespace sidetone::directory {

constexpr std::size_t longestTag = 256;

std::string acceptedPhoto(std::string bytes) {
    static constexpr std::string_view starts[] = {"\xff\xd8\xff", "\x89PNG", "BM", "GIF8"};
    if (bytes.size() > largestPhoto) return {};
    for (const auto start : starts) {
        if (bytes.starts_with(start)) return bytes;
    }
    return {};
}

namespace {

core::Result<Photo> photoOf(core::Result<net::HttpResponse> response, const std::string& url) {
    if (!response) {
        // Whoever offers megabytes has no picture of a person.
        if (response.error().code == core::ErrorCode::TooLarge) return Photo();
        return response.error();
    }
    if (response->status == 304) return Photo{{}, {}, true};
    if (response->status == 404 || response->status == 410) return Photo();
    if (response->status != 200) {
        return core::fail(core::ErrorCode::Unavailable, "Fetching a picture from " + url,
                          "the server answered with status " + std::to_string(response->status));
    }
    std::string tag(response->header("etag"));
    if (tag.size() > longestTag) tag.clear();
    return Photo{acceptedPhoto(std::move(response->body)), std::move(tag), false};
}

}  // namespace

core::Task<Photo> fetchPhoto(net::HttpClient& http, const std::string& url,
                             const std::string& knownTag) {
    core::Promise<Photo> promise;
    auto task = promise.task();
    net::HttpRequest request;
    request.url = url;
    request.timeout = std::chrono::seconds(5);
    request.largestAnswer = largestPhoto;
    if (!knownTag.empty()) request.headers.emplace_back("If-None-Match", knownTag);
    auto owner = std::make_shared<core::Owner>();
    promise.onCancel([owner] { owner->cancelAll(); });
    http.send(std::move(request)).then(*owner, [promise, owner, url](auto response) {
        promise.settle(photoOf(std::move(response), url));
    });
    return task;
}

}  // namespace sidetone::directory
