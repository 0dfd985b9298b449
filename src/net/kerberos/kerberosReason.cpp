// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/kerberos/kerberosReason.h"

#include <gssapi/gssapi.h>
#include <krb5/krb5.h>

#include "core/Result.h"
#include "core/text.h"

namespace sidetone::net {
namespace {

using core::ErrorCode;

constexpr std::string_view askAdministrator = "Ask your administrator.";
constexpr std::string_view getTicket = "Get a ticket: run kinit, or sign in to the desktop again.";
constexpr std::string_view checkNetwork =
    "Check the network (VPN?), or ask your administrator whether /etc/krb5.conf names the servers.";

struct Reason {
    krb5_error_code code;
    ErrorCode kind;
    std::string_view words;
    std::string_view advice;
};

constexpr std::string_view noTicket = "there is no Kerberos ticket";
constexpr std::string_view ticketExpired = "the Kerberos ticket has expired";
constexpr std::string_view skew =
    "this computer's clock and the Kerberos server's differ too much (clock skew)";
constexpr std::string_view setClock = "Set the clock, and switch setting it by the network on.";
constexpr std::string_view unreachable = "no Kerberos server (KDC) could be reached";
constexpr std::string_view unknownService = "Kerberos knows no such service";
constexpr std::string_view checkName =
    "Name the server as its ticket does, by its full name; or ask your administrator to register "
    "the service.";

constexpr Reason reasons[] = {
    {KRB5_FCC_NOFILE, ErrorCode::Unauthorised, noTicket, getTicket},
    {KRB5_CC_NOTFOUND, ErrorCode::Unauthorised, noTicket, getTicket},
    {KRB5KRB_AP_ERR_TKT_EXPIRED, ErrorCode::Unauthorised, ticketExpired, getTicket},
    {KRB5KDC_ERR_NEVER_VALID, ErrorCode::Unauthorised, ticketExpired, getTicket},
    {KRB5KRB_AP_ERR_SKEW, ErrorCode::Unauthorised, skew, setClock},
    {KRB5_KDCREP_SKEW, ErrorCode::Unauthorised, skew, setClock},
    {KRB5KRB_AP_ERR_TKT_NYV, ErrorCode::Unauthorised, skew, setClock},
    {KRB5KDC_ERR_S_PRINCIPAL_UNKNOWN, ErrorCode::NotFound, unknownService, checkName},
    {KRB5_KDC_UNREACH, ErrorCode::Unreachable, unreachable, checkNetwork},
    {KRB5_REALM_UNKNOWN, ErrorCode::Unreachable, unreachable, checkNetwork},
    {KRB5_REALM_CANT_RESOLVE, ErrorCode::Unreachable, unreachable, checkNetwork},
    {KRB5KDC_ERR_CLIENT_REVOKED, ErrorCode::Unauthorised, "the account is locked or disabled",
     askAdministrator},
};

/// The library's own sentence for a code.
std::string told(OM_uint32 code, int kind) {
    OM_uint32 minor = 0;
    OM_uint32 more = 0;
    gss_buffer_desc text = GSS_C_EMPTY_BUFFER;
    if (GSS_ERROR(gss_display_status(&minor, code, kind, GSS_C_NO_OID, &more, &text))) return {};
    std::string words(static_cast<const char*>(text.value), text.length);
    gss_release_buffer(&minor, &text);
    return core::printable(words, 200);
}

std::string triedOf(const std::string& principal) {
    return "Signing in by Kerberos to " + principal;
}

core::Error errorOf(const std::string& principal, const Reason& reason, const std::string& said) {
    return core::fail(reason.kind, triedOf(principal),
                      std::string(reason.words) + (said.empty() ? "" : " (it says: " + said + ")"),
                      std::string(reason.advice));
}

}  // namespace

core::Error kerberosError(const std::string& principal, std::uint32_t major, std::uint32_t minor) {
    const std::string said =
        minor != 0 ? told(minor, GSS_C_MECH_CODE) : told(major, GSS_C_GSS_CODE);
    const auto code = static_cast<krb5_error_code>(static_cast<std::int32_t>(minor));
    for (const Reason& reason : reasons) {
        if (reason.code == code) return errorOf(principal, reason, said);
    }
    switch (GSS_ROUTINE_ERROR(major)) {
        case GSS_S_CREDENTIALS_EXPIRED:
            return errorOf(principal, {0, ErrorCode::Unauthorised, ticketExpired, getTicket}, said);
        case GSS_S_NO_CRED:
            return errorOf(principal, {0, ErrorCode::Unauthorised, noTicket, getTicket}, said);
        case GSS_S_DEFECTIVE_TOKEN:
        case GSS_S_BAD_SIG:
            return errorOf(
                principal,
                {0, ErrorCode::BadAnswer, "its answer does not prove who it is", askAdministrator},
                said);
        default:
            return errorOf(principal,
                           {0, ErrorCode::Unauthorised, "Kerberos refused", askAdministrator},
                           said);
    }
}

core::Error kerberosTimeout(const std::string& principal, std::int64_t seconds) {
    return core::fail(ErrorCode::Timeout, triedOf(principal),
                      std::string(unreachable) + " in " + std::to_string(seconds) + " s",
                      std::string(checkNetwork));
}

}  // namespace sidetone::net
