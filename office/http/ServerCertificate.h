// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/Result.h"
#include "office/http/HttpServer.h"

typedef struct ssl_ctx_st SSL_CTX;

namespace sidetone::office {

/// Keeps a listener's TLS context at what its files hold now.
class ServerCertificate {
public:
    explicit ServerCertificate(TlsFiles files) : files_(std::move(files)) {}

    /// Whether the files hold a chain and a key that belong together.
    [[nodiscard]] core::Status check() const;
    /// From now on this context is the one to keep up to date. Not owned.
    void use(SSL_CTX* context);
    /// Looks at the files' stamps and reads them where they changed. A pair that does not fit
    /// together, as between the writing of the two, leaves the context as it is.
    void refresh();
    /// Reads them, changed or not.
    void reload();

    [[nodiscard]] const TlsFiles& files() const { return files_; }

private:
    [[nodiscard]] std::string stamp() const;

    TlsFiles files_;
    SSL_CTX* context_ = nullptr;
    std::string loaded_;  ///< the files' stamp when they were read
};

}  // namespace sidetone::office
