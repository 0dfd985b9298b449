// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "office/contracts/edge/InsideLink.h"
#include "office/http/HttpStream.h"

namespace sidetone::office {

/// A file's way through the edge: to the server inside and from there, in pieces. It waits for that
/// server, 5 s at most for each piece; the edge's other HTTP requests wait meanwhile.
class FileStream final : public HttpStream {
public:
    /// Says what the request asks; a server that cannot be reached is told by finish() as 502.
    FileStream(const Layout& layout, const InsideRequest& request);

    void take(std::string_view part) override;
    [[nodiscard]] HttpHead finish() override;
    [[nodiscard]] std::optional<std::string> next() override;

private:
    std::optional<InsideLink> link_;
    bool isRefused_ = false;  ///< the server inside takes no more
    std::string early_;       ///< of the answer's body, came with its head
};

/// Refuses a request when all of it was read: its sender is then listening.
class RefusedStream final : public HttpStream {
public:
    explicit RefusedStream(HttpResponse response) : response_(std::move(response)) {}

    void take(std::string_view) override {}
    [[nodiscard]] HttpHead finish() override { return {response_, 0}; }
    [[nodiscard]] std::optional<std::string> next() override { return {}; }

private:
    HttpResponse response_;
};

}  // namespace sidetone::office
