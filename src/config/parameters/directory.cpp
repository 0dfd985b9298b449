// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/parameters/tables.h"

namespace sidetone::config::parameters {
namespace {

constexpr Rows rows{Section::Directory};
constexpr Parameter table[] = {
    rows.choice("DirectoryServerType", "LDAP", "LDAP|UDS|EDI|BDI", "Kind of directory"),
    rows.text("PrimaryServerName", "", "First directory server"),
    rows.text("SecondaryServerName", "", "Second directory server"),
    rows.number("ServerPort1", "", "1..65535", "Port of the first directory server"),
    rows.number("ServerPort2", "", "1..65535", "Port of the second directory server"),
    rows.flag("UseSSL", "true", "Encrypt directory requests"),
    rows.text("ConnectionUsername", "", "Shared account of the directory"),
    rows.secret("ConnectionPassword", "Password of that account"),
    rows.flag("UseWindowsCredentials", "true", "An EDI directory is asked with one's own account"),
    rows.flag("UseSecureConnection", "true", "Kerberos tickets may be shown to the directory"),
    rows.choice("LDAP_UseCredentialsFrom", "", "Voicemail|Exchange|CUCM",
                "Whose credentials the directory uses"),
    rows.text("LdapSupportedMechanisms", "GSSAPI EXTERNAL PLAIN", "Ways to authenticate, in order"),
    rows.text("LdapUserDomain", "", "Domain of the directory"),
    rows.text("LdapDNSForestDomain", "", "Forest of the directory"),
    rows.flag("UseLdapReferral", "false", "Follow referrals"),
    rows.flag("UseANR", "true", "Search by ambiguous name resolution"),
    rows.text("BaseFilter", "(&(objectCategory=person)(objectClass=user))", "Filter of people"),
    rows.text("GroupBaseFilter",
              "(&(objectCategory=group)(!(groupType:1.2.840.113556.1.4.803:=2147483648)))",
              "Filter of groups"),
    rows.text("PredictiveSearchFilter", "", "Attributes that are searched while typing"),
    rows.text("SearchBase1", "", "Where people are"),
    rows.text("SearchBase2", "", "Where more people are"),
    rows.text("SearchBase3", "", "Where more people are"),
    rows.text("SearchBase4", "", "Where more people are"),
    rows.text("SearchBase5", "", "Where more people are"),
    rows.text("GroupSearchBase1", "", "Where groups are"),
    rows.number("SearchTimeout", "5", "1..120", "Seconds that a search may take"),
    rows.number("MinimumCharacterQuery", "3", "1..64", "Characters after which searching starts"),
    rows.flag("UseWildcards", "false", "Search numbers by a part"),
    rows.flag("DisableSecondaryNumberLookups", "false", "Look up business numbers alone"),
    rows.text("PhoneNumberMasks", "", "How numbers are written in the directory"),
    rows.flag("UseSipUriToResolveContacts", "false", "Find people by their SIP address"),
    rows.text("UriPrefix", "", "Prefix of such addresses"),
    rows.flag("PhotoUriSubstitutionEnabled", "false", "Make a picture's address from a token"),
    rows.text("PhotoUriSubstitutionToken", "", "Attribute that the token stands for"),
    rows.text("PhotoUriWithToken", "", "Address of pictures with the token"),
    rows.text("PhotoSource", "thumbnailPhoto", "Attribute of the picture"),
    rows.text("UdsServer", "", "Server that people are searched on, where it is another one"),
    rows.text(
        "OutsideDirectoryServer", "",
        "HOST or HOST:PORT of a directory (LDAP over TLS) that can be reached from outside: it "
        "is asked there in place of the call manager's directory service",
        ours),
    rows.text("PresenceDomain", "", "Domain of addresses that are made from user names"),
    rows.text("UdsPhotoUriWithToken", "", "Address of pictures, with %%uid%%"),
    rows.text("DirectoryUriPrefix", "", "Prefix of directory addresses"),
    rows.number("MaxWordsOfFirstName", "2", "1..10", "Words that a first name may have"),
    rows.number("MaxWordsOfLastName", "2", "1..10", "Words that a last name may have"),
    rows.text("CommonName", "cn", "Attribute of the common name"),
    rows.text("DisplayName", "displayName", "Attribute of the shown name"),
    rows.text("Firstname", "givenName", "Attribute of the first name"),
    rows.text("Lastname", "sn", "Attribute of the last name"),
    rows.text("EmailAddress", "mail", "Attribute of the mail address"),
    rows.text("SipUri", "msRTCSIP-PrimaryUserAddress", "Attribute of the SIP address"),
    rows.text("DirectoryUri", "mail", "Attribute of the directory address"),
    rows.text("BusinessPhone", "telephoneNumber", "Attribute of the business number"),
    rows.text("MobilePhone", "mobile", "Attribute of the mobile number"),
    rows.text("HomePhone", "homePhone", "Attribute of the home number"),
    rows.text("OtherPhone", "otherTelephone", "Attribute of another number"),
    rows.text("Title", "title", "Attribute of the title"),
    rows.text("CompanyName", "company", "Attribute of the company"),
    rows.text("UserAccountName", "sAMAccountName", "Attribute of the user name"),
    rows.text("DomainName", "userPrincipalName", "Attribute of the principal name"),
    rows.text("Country", "co", "Attribute of the country"),
    rows.text("Location", "", "Attribute of the place"),
    rows.text("Nickname", "displayName", "Attribute of the nickname"),
    rows.text("PostalCode", "postalCode", "Attribute of the postal code"),
    rows.text("City", "l", "Attribute of the city"),
    rows.text("State", "st", "Attribute of the state"),
    rows.text("StreetAddress", "streetAddress", "Attribute of the street"),
};

}  // namespace

std::span<const Parameter> directory() {
    return table;
}

}  // namespace sidetone::config::parameters
