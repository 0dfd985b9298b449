// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/ldap/ldapReason.h"

#include <ldap.h>

#include <array>

#include "core/Result.h"
#include "core/text.h"

namespace sidetone::directory {
namespace {

using core::ErrorCode;

constexpr std::string_view askAdministrator =
    "Ask your administrator to look at the directory's settings.";
constexpr std::string_view lookAtAccount =
    "Check name and password of the directory's account in its settings.";

struct Reason {
    int code;
    ErrorCode kind;
    std::string_view words;
    std::string_view advice;
};

constexpr Reason reasons[] = {
    {LDAP_OPERATIONS_ERROR, ErrorCode::Unauthorised,
     "the directory wants to know who asks before it answers (code 1)", lookAtAccount},
    {LDAP_PROTOCOL_ERROR, ErrorCode::BadAnswer, "the directory did not understand the request",
     askAdministrator},
    {LDAP_TIMELIMIT_EXCEEDED, ErrorCode::Timeout, "the search took longer than is allowed",
     "Type more letters."},
    {LDAP_SIZELIMIT_EXCEEDED, ErrorCode::TooLarge, "more people fit than may be shown",
     "Type more letters."},
    {LDAP_AUTH_METHOD_NOT_SUPPORTED, ErrorCode::Unsupported,
     "the directory does not know this way to authenticate", askAdministrator},
    {LDAP_STRONG_AUTH_REQUIRED, ErrorCode::Unauthorised,
     "the directory takes passwords only over an encrypted connection (code 8)",
     "Switch encryption on in the directory's settings (UseSSL)."},
    {LDAP_REFERRAL, ErrorCode::Unsupported, "the directory sends elsewhere (a referral)",
     "Ask your administrator whether UseLdapReferral should be on."},
    {LDAP_ADMINLIMIT_EXCEEDED, ErrorCode::TooLarge, "the directory's own limit was reached",
     "Type more letters."},
    {LDAP_UNAVAILABLE_CRITICAL_EXTENSION, ErrorCode::Unsupported,
     "the directory cannot give results in pages", askAdministrator},
    {LDAP_CONFIDENTIALITY_REQUIRED, ErrorCode::Unauthorised,
     "the directory answers only over an encrypted connection (code 13)",
     "Switch encryption on in the directory's settings (UseSSL)."},
    {LDAP_NO_SUCH_OBJECT, ErrorCode::NotFound, "there is no such place in the directory",
     "Check the search base in the directory's settings (SearchBase1)."},
    {LDAP_INVALID_DN_SYNTAX, ErrorCode::InvalidInput,
     "the directory does not take this as a distinguished name",
     "Check the account's name and the search base in the directory's settings."},
    {LDAP_INAPPROPRIATE_AUTH, ErrorCode::Unauthorised,
     "the account has no password, or asking without a name is not allowed", lookAtAccount},
    {LDAP_INVALID_CREDENTIALS, ErrorCode::Unauthorised,
     "the directory did not accept name and password", lookAtAccount},
    {LDAP_INSUFFICIENT_ACCESS, ErrorCode::Forbidden, "the account may not read this",
     askAdministrator},
    {LDAP_BUSY, ErrorCode::Unavailable, "the directory is too busy", "Try again in a minute."},
    {LDAP_UNAVAILABLE, ErrorCode::Unavailable, "the directory is shutting down or cannot serve",
     "Try again in a minute."},
    {LDAP_UNWILLING_TO_PERFORM, ErrorCode::Refused, "the directory refuses to do this",
     askAdministrator},
    {LDAP_LOOP_DETECT, ErrorCode::BadAnswer, "the directory goes round in circles",
     askAdministrator},
};

/// What Active Directory writes behind "data" of a refused bind.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> activeDirectory{{
    {"525", "there is no such account"},
    {"52e", "the password is wrong"},
    {"530", "the account may not sign in at this time"},
    {"531", "the account may not sign in from this machine"},
    {"532", "the password has expired"},
    {"533", "the account is disabled"},
    {"701", "the account has expired"},
    {"773", "the password must be changed first"},
    {"775", "the account is locked"},
}};

std::string_view activeDirectoryWords(std::string_view told) {
    const auto at = told.find("data ");
    if (at == std::string_view::npos) return {};
    for (const auto& [code, words] : activeDirectory) {
        if (told.substr(at + 5).starts_with(code)) return words;
    }
    return {};
}

}  // namespace

core::Error ldapError(std::string tried, int code, std::string_view told) {
    const std::string said = core::printable(core::trim(told), 200);
    const std::string behind = said.empty() ? "" : " (it says: " + said + ")";
    for (const Reason& reason : reasons) {
        if (reason.code != code) continue;
        const auto precise =
            code == LDAP_INVALID_CREDENTIALS ? activeDirectoryWords(told) : std::string_view();
        return core::fail(reason.kind, std::move(tried),
                          std::string(precise.empty() ? reason.words : precise) + behind,
                          std::string(reason.advice));
    }
    return core::fail(ErrorCode::BadAnswer, std::move(tried),
                      "the directory answered with code " + std::to_string(code) + " (" +
                          ldap_err2string(code) + ")" + behind,
                      std::string(askAdministrator));
}

bool isServersFault(int code) {
    return code == LDAP_BUSY || code == LDAP_UNAVAILABLE || code == LDAP_SERVER_DOWN ||
           code == LDAP_OTHER || code == LDAP_PROTOCOL_ERROR || code == LDAP_LOOP_DETECT;
}

}  // namespace sidetone::directory
