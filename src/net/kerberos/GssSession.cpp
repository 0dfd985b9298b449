// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/kerberos/GssSession.h"

#include <gssapi/gssapi_krb5.h>

#include "net/kerberos/kerberosReason.h"

namespace sidetone::net {
namespace {

using core::ErrorCode;

/// Bytes that the library only reads, in the form that it wants.
class Bytes {
public:
    explicit Bytes(std::string_view bytes) : copy_(bytes), buffer_{copy_.size(), copy_.data()} {}
    [[nodiscard]] gss_buffer_t get() { return &buffer_; }

private:
    std::string copy_;
    gss_buffer_desc buffer_;
};

/// Bytes that the library made.
class Made {
public:
    Made() = default;
    ~Made() {
        OM_uint32 minor = 0;
        gss_release_buffer(&minor, &buffer_);
    }
    Made(const Made&) = delete;
    Made& operator=(const Made&) = delete;
    [[nodiscard]] gss_buffer_t get() { return &buffer_; }
    [[nodiscard]] std::string text() const {
        return {static_cast<const char*>(buffer_.value), buffer_.length};
    }

private:
    gss_buffer_desc buffer_ = GSS_C_EMPTY_BUFFER;
};

}  // namespace

GssSession::GssSession(std::string principal, bool protects)
    : principal_(std::move(principal)), protects_(protects) {}

GssSession::~GssSession() {
    OM_uint32 minor = 0;
    if (context_ != GSS_C_NO_CONTEXT) gss_delete_sec_context(&minor, &context_, GSS_C_NO_BUFFER);
    if (target_ != GSS_C_NO_NAME) gss_release_name(&minor, &target_);
    if (ticket_ != GSS_C_NO_CREDENTIAL) gss_release_cred(&minor, &ticket_);
}

core::Status GssSession::begin() {
    if (target_ != GSS_C_NO_NAME) return {};
    // First: without a ticket nothing is asked, not even the name server.
    OM_uint32 minor = 0;
    gss_OID_set_desc kerberos{1, const_cast<gss_OID>(gss_mech_krb5)};
    auto major = gss_acquire_cred(&minor, GSS_C_NO_NAME, GSS_C_INDEFINITE, &kerberos,
                                  GSS_C_INITIATE, &ticket_, nullptr, nullptr);
    if (GSS_ERROR(major)) return kerberosError(principal_, major, minor);
    Bytes name(principal_);
    major = gss_import_name(&minor, name.get(), GSS_C_NT_HOSTBASED_SERVICE, &target_);
    if (GSS_ERROR(major)) return kerberosError(principal_, major, minor);
    return {};
}

core::Result<SecurityContext::Step> GssSession::step(const std::string& token) {
    if (auto begun = begin(); !begun) return begun.error();
    // Layers that will not be used are not asked for: Active Directory refuses them over TLS.
    OM_uint32 wanted = GSS_C_MUTUAL_FLAG | GSS_C_SEQUENCE_FLAG;
    if (protects_) wanted |= GSS_C_INTEG_FLAG | GSS_C_CONF_FLAG;
    Bytes in(token);
    Made out;
    OM_uint32 minor = 0;
    OM_uint32 got = 0;
    const auto major = gss_init_sec_context(
        &minor, ticket_, &context_, target_, const_cast<gss_OID>(gss_mech_krb5), wanted, 0,
        GSS_C_NO_CHANNEL_BINDINGS, in.get(), nullptr, out.get(), &got, nullptr);
    if (GSS_ERROR(major)) return kerberosError(principal_, major, minor);
    const bool isComplete = (major & GSS_S_CONTINUE_NEEDED) == 0;
    if (isComplete && (got & GSS_C_MUTUAL_FLAG) == 0) {
        return core::fail(ErrorCode::Untrusted, "Signing in by Kerberos to " + principal_,
                          "it did not prove who it is");
    }
    return SecurityContext::Step{out.text(), isComplete};
}

core::Result<std::string> GssSession::wrap(std::string_view plain, bool hides) {
    Bytes in(plain);
    Made out;
    OM_uint32 minor = 0;
    int isHidden = 0;
    const auto major = gss_wrap(&minor, context_, hides ? 1 : 0, GSS_C_QOP_DEFAULT, in.get(),
                                &isHidden, out.get());
    if (GSS_ERROR(major)) return kerberosError(principal_, major, minor);
    if (hides && isHidden == 0) {
        return core::fail(ErrorCode::Untrusted, "Encrypting for " + principal_,
                          "Kerberos would send it in clear");
    }
    return out.text();
}

core::Result<std::string> GssSession::unwrap(std::string_view wrapped, bool isHidden) {
    Bytes in(wrapped);
    Made out;
    OM_uint32 minor = 0;
    int wasHidden = 0;
    const auto major = gss_unwrap(&minor, context_, in.get(), out.get(), &wasHidden, nullptr);
    // Not an error by itself (RFC 2743 1.2.3), but a message that came twice or out of order.
    if (GSS_ERROR(major) || GSS_SUPPLEMENTARY_INFO(major) != 0) {
        return core::fail(ErrorCode::BadAnswer, "Reading what " + principal_ + " sent",
                          "it was changed on its way");
    }
    if (isHidden && wasHidden == 0) {
        return core::fail(ErrorCode::Untrusted, "Reading what " + principal_ + " sent",
                          "it came in clear");
    }
    return out.text();
}

std::size_t GssSession::longestPlain(std::size_t wrapped, bool hides) {
    OM_uint32 minor = 0;
    OM_uint32 longest = 0;
    const auto major = gss_wrap_size_limit(&minor, context_, hides ? 1 : 0, GSS_C_QOP_DEFAULT,
                                           static_cast<OM_uint32>(wrapped), &longest);
    return GSS_ERROR(major) ? 0 : longest;
}

}  // namespace sidetone::net
