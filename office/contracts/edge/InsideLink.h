// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/ssl.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "office/contracts/edge/InsideClient.h"
#include "office/supervisor/Descriptor.h"

namespace sidetone::office {

/// The edge's connection to a server inside, plain or by TLS with the certificate verified against
/// the office's root. It blocks, `patience` for connecting and for each read and write.
class InsideLink {
public:
    /// To the request's host and port; nothing where that cannot be reached or is not trusted.
    [[nodiscard]] static std::optional<InsideLink> open(const Layout& layout,
                                                        const InsideRequest& request,
                                                        std::chrono::seconds patience);
    /// All of it; false where that is not possible.
    [[nodiscard]] bool write(std::string_view bytes);
    /// As recv(): 0 and less are the end.
    [[nodiscard]] long read(char* buffer, std::size_t size);

private:
    using Context = std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)>;
    using Tls = std::unique_ptr<SSL, void (*)(SSL*)>;

    InsideLink(Descriptor socket, Context context, Tls tls);
    [[nodiscard]] bool secure(const Layout& layout, const std::string& host);
    void waitAtMost(std::chrono::seconds patience) const;

    Descriptor socket_;
    Context context_;
    Tls tls_;  ///< null on a plain link
};

/// Its request line and headers; `size` bytes of body follow.
[[nodiscard]] std::string headOf(const InsideRequest& request, std::string_view size);

}  // namespace sidetone::office
