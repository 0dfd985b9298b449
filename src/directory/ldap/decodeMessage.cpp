// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/ldap/decodeMessage.h"

#include <ldap.h>

#include <memory>

namespace sidetone::directory {
namespace {

constexpr std::size_t largestValue = 1U << 20U;
constexpr int mostValues = 200;

struct Free {
    void operator()(char* text) const { ldap_memfree(text); }
    void operator()(char** texts) const { ldap_memvfree(reinterpret_cast<void**>(texts)); }
    void operator()(berval** values) const { ldap_value_free_len(values); }
    void operator()(BerElement* element) const { ber_free(element, 0); }
    void operator()(LDAPControl** controls) const { ldap_controls_free(controls); }
};

void addValues(LDAP* handle, LDAPMessage* message, const char* attribute, LdapEntry& entry) {
    const std::unique_ptr<berval*, Free> values(ldap_get_values_len(handle, message, attribute));
    if (!values) return;
    // "jpegPhoto;binary" is jpegPhoto (RFC 4512 2.5).
    std::string name = core::lowerAscii(attribute);
    name.resize(std::min(name.size(), name.find(';')));
    auto& all = entry.values[name];
    for (int index = 0; index < mostValues && values.get()[index] != nullptr; ++index) {
        const berval& value = *values.get()[index];
        if (value.bv_len <= largestValue) all.emplace_back(value.bv_val, value.bv_len);
    }
}

LdapEntry entryOf(LDAP* handle, LDAPMessage* message) {
    LdapEntry entry;
    const std::unique_ptr<char, Free> name(ldap_get_dn(handle, message));
    if (name) entry.name = name.get();
    BerElement* position = nullptr;
    char* attribute = ldap_first_attribute(handle, message, &position);
    const std::unique_ptr<BerElement, Free> keeper(position);
    while (attribute != nullptr) {
        const std::unique_ptr<char, Free> owned(attribute);
        addValues(handle, message, attribute, entry);
        attribute = ldap_next_attribute(handle, message, position);
    }
    return entry;
}

std::vector<std::string> listOf(char** texts) {
    std::vector<std::string> list;
    const std::unique_ptr<char*, Free> keeper(texts);
    for (int index = 0; texts != nullptr && index < mostValues && texts[index]; ++index) {
        list.emplace_back(texts[index]);
    }
    return list;
}

void readResult(LDAP* handle, LDAPMessage* message, LdapMessage& out) {
    char* told = nullptr;
    char** references = nullptr;
    LDAPControl** controls = nullptr;
    const int read =
        ldap_parse_result(handle, message, &out.code, nullptr, &told, &references, &controls, 0);
    const std::unique_ptr<char, Free> toldKeeper(told);
    const std::unique_ptr<LDAPControl*, Free> controlKeeper(controls);
    out.references = listOf(references);
    if (read != LDAP_SUCCESS) {
        out.code = LDAP_PROTOCOL_ERROR;
        return;
    }
    if (told != nullptr) out.told = told;
    LDAPControl* page = controls == nullptr
                            ? nullptr
                            : ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, controls, nullptr);
    if (page == nullptr) return;
    ber_int_t total = 0;
    berval cookie{0, nullptr};
    if (ldap_parse_pageresponse_control(handle, page, &total, &cookie) == LDAP_SUCCESS) {
        const std::unique_ptr<char, Free> bytes(cookie.bv_val);
        if (cookie.bv_val != nullptr) out.cookie.assign(cookie.bv_val, cookie.bv_len);
    }
}

void readChallenge(LDAP* handle, LDAPMessage* message, LdapMessage& out) {
    berval* credentials = nullptr;
    ldap_parse_sasl_bind_result(handle, message, &credentials, 0);
    if (credentials == nullptr) return;
    if (credentials->bv_val != nullptr) {
        out.challenge.assign(credentials->bv_val, credentials->bv_len);
    }
    ber_bvfree(credentials);
}

}  // namespace

std::optional<LdapMessage> decodeMessage(ldap* handle, ldapmsg* message) {
    LdapMessage out;
    out.id = ldap_msgid(message);
    switch (ldap_msgtype(message)) {
        case LDAP_RES_SEARCH_ENTRY:
            out.kind = LdapMessage::Kind::Entry;
            out.entry = entryOf(handle, message);
            return out;
        case LDAP_RES_SEARCH_REFERENCE: {
            out.kind = LdapMessage::Kind::Reference;
            char** references = nullptr;
            ldap_parse_reference(handle, message, &references, nullptr, 0);
            out.references = listOf(references);
            return out;
        }
        case LDAP_RES_BIND:
            out.kind = LdapMessage::Kind::Bind;
            readChallenge(handle, message, out);
            break;
        case LDAP_RES_EXTENDED:
            out.kind = LdapMessage::Kind::Extended;
            break;
        case LDAP_RES_SEARCH_RESULT:
            out.kind = LdapMessage::Kind::SearchEnd;
            break;
        default:
            return std::nullopt;
    }
    readResult(handle, message, out);
    return out;
}

}  // namespace sidetone::directory
