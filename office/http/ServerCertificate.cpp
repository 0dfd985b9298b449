// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/http/ServerCertificate.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/stat.h>

#include <memory>

namespace sidetone::office {
namespace {

bool load(SSL_CTX* context, const TlsFiles& files) {
    const bool loaded =
        SSL_CTX_use_certificate_chain_file(context, files.certificate.c_str()) == 1 &&
        SSL_CTX_use_PrivateKey_file(context, files.privateKey.c_str(), SSL_FILETYPE_PEM) == 1 &&
        SSL_CTX_check_private_key(context) == 1;
    if (!loaded) ERR_clear_error();
    return loaded;
}

std::string stampOf(const std::string& path) {
    struct stat found {};
    if (stat(path.c_str(), &found) != 0) return "absent;";
    return std::to_string(found.st_ino) + ',' + std::to_string(found.st_size) + ',' +
           std::to_string(found.st_mtim.tv_sec) + '.' + std::to_string(found.st_mtim.tv_nsec) + ';';
}

}  // namespace

core::Status ServerCertificate::check() const {
    const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> trial(SSL_CTX_new(TLS_server_method()),
                                                                  SSL_CTX_free);
    if (trial && load(trial.get(), files_)) return {};
    return core::fail(core::ErrorCode::InvalidInput,
                      "Reading the certificate " + files_.certificate,
                      "it or its key " + files_.privateKey + " is missing or they do not fit");
}

void ServerCertificate::use(SSL_CTX* context) {
    context_ = context;
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    loaded_ = stamp();
}

void ServerCertificate::refresh() {
    if (context_ != nullptr && stamp() != loaded_) reload();
}

void ServerCertificate::reload() {
    auto now = stamp();
    if (context_ == nullptr || !check() || !load(context_, files_)) return;
    loaded_ = std::move(now);
}

std::string ServerCertificate::stamp() const {
    return stampOf(files_.certificate) + stampOf(files_.privateKey);
}

}  // namespace sidetone::office
