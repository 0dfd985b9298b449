// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "office/http/HttpMessage.h"
#include "office/http/HttpStream.h"
#include "office/supervisor/Layout.h"

namespace sidetone::office {

/// One request of the edge to a server inside.
struct InsideRequest {
    bool isSecure = true;
    std::string host;
    std::uint16_t port = 0;
    std::string target;    ///< path with query, percent-encoded
    HttpRequest original;  ///< method, body and the headers that are passed on
};

/// Asks servers inside as the edge's inner half does: names are those of the layout, certificates
/// are verified against the office's root. It blocks, 1 s for connecting and 4 s in all at most,
/// and takes answers of 8 MB at most.
class InsideClient {
public:
    explicit InsideClient(const Layout& layout) : layout_(layout) {}

    /// Nothing where the server cannot be reached or says nothing that can be understood.
    [[nodiscard]] std::optional<HttpResponse> ask(const InsideRequest& request) const;

private:
    const Layout& layout_;
};

/// Reads an answer's head, with the bytes that Content-Length promises; nothing where it is not
/// complete or no HTTP.
[[nodiscard]] std::optional<HttpHead> parseHttpHead(std::string_view bytes);

/// Reads a whole answer as it came off the wire; the body as long as Content-Length says, or all
/// of the rest. Nothing where it is cut off or no HTTP.
[[nodiscard]] std::optional<HttpResponse> parseHttpAnswer(const std::string& bytes);

}  // namespace sidetone::office
