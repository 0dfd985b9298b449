// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/fetchPhoto.h"

#include <memory>
#include <string_view>

namespace sidetone::directory {

std::string acceptedPhoto(std::string bytes) {
    static constexpr std::string_view starts[] = {"\xff\xd8\xff", "\x89PNG", "BM", "GIF8"};
    if (bytes.size() > largestPhoto) return {};
    for (const auto start : starts) {
        if (bytes.starts_with(start)) return bytes;
    }
    return {};
}

namespace {

constexpr std::size_t longestTag = 256;

/// An entity tag begins with a quotation mark or "W/" (RFC 9110 8.8.3), a date never.
bool isEntityTag(std::string_view tag) {
    return tag.starts_with('"') || tag.starts_with("W/");
}

std::string tagOf(const net::HttpResponse& response) {
    std::string_view tag = response.header("etag");
    if (!isEntityTag(tag)) tag = response.header("last-modified");
    return tag.size() > longestTag ? std::string() : std::string(tag);
}

core::Error refusal(int status, const std::string& url) {
    // Told to wait, or a fault of the server's own: it concerns every picture.
    const bool isOfThisOne = status >= 400 && status < 500 && status != 408 && status != 429;
    return core::fail(isOfThisOne ? core::ErrorCode::Forbidden : core::ErrorCode::Unavailable,
                      "Fetching a picture from " + url,
                      "the server answered with status " + std::to_string(status));
}

core::Result<Photo> photoOf(core::Result<net::HttpResponse> response, const std::string& url) {
    if (!response) {
        // Whoever offers megabytes has no picture of a person.
        if (response.error().code == core::ErrorCode::TooLarge) return Photo();
        return response.error();
    }
    if (response->status == 304) return Photo{{}, {}, true};
    if (response->status == 404 || response->status == 410) return Photo();
    if (response->status != 200) return refusal(response->status, url);
    return Photo{acceptedPhoto(std::move(response->body)), tagOf(*response), false};
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
    request.followRedirects = true;
    if (!knownTag.empty()) {
        const auto* question = isEntityTag(knownTag) ? "If-None-Match" : "If-Modified-Since";
        request.headers.emplace_back(question, knownTag);
    }
    auto owner = std::make_shared<core::Owner>();
    promise.onCancel([owner] { owner->cancelAll(); });
    http.send(std::move(request)).then(*owner, [promise, owner, url](auto response) {
        promise.settle(photoOf(std::move(response), url));
    });
    return task;
}

}  // namespace sidetone::directory
