// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "config/DialRules.h"
#include "directory/ldap/LdapServer.h"

namespace sidetone::directory {

/// Which attributes hold what, each list in the order to be looked at. A parameter of the
/// organisation names one; without one it is Active Directory's, and inetOrgPerson's behind it
/// (reference/directory.md 4.1): what a directory does not know harms no filter of alternatives.
struct LdapAttributes {
    using Names = std::vector<std::string>;
    Names displayName{"displayName", "cn"};
    Names commonName{"cn"};
    Names firstName{"givenName"};
    Names lastName{"sn"};
    Names nickname{};
    Names mail{"mail"};
    Names sipUri{"msRTCSIP-PrimaryUserAddress"};
    Names directoryUri{"mail"};
    Names businessPhone{"telephoneNumber"};
    Names mobilePhone{"mobile"};
    Names homePhone{"homePhone"};
    Names otherPhone{"otherTelephone", "ipPhone"};
    Names title{"title"};
    Names company{"company", "o"};
    Names department{"department", "ou"};
    Names city{"l"};
    Names userName{"sAMAccountName", "uid"};
    Names principalName{"userPrincipalName"};
    Names employeeNumber{"employeeNumber"};
    Names photo{"thumbnailPhoto", "jpegPhoto"};
};

/// How numbers are looked for (reference/directory.md 5.2).
struct LdapNumbers {
    bool businessOnly = false;  ///< DisableSecondaryNumberLookups
    bool anyPart = false;       ///< UseWildcards
    std::string masks;          ///< PhoneNumberMasks
    config::DialRules rules;    ///< directory look-up rules
};

enum class AmbiguousNames { IfActiveDirectory, Always, Never };

/// All that says how an organisation's directory is asked.
struct LdapSettings {
    std::vector<LdapServer> servers;  ///< first, second, third
    LdapLogin login;
    std::vector<std::string> bases;  ///< empty: what the server names itself
    bool wholeTree = true;
    std::string baseFilter;               ///< of people; empty: by the server's kind
    std::vector<std::string> predictive;  ///< attributes while typing; empty: the usual ones
    AmbiguousNames ambiguous = AmbiguousNames::IfActiveDirectory;
    LdapAttributes attributes;
    LdapNumbers numbers;
    int timeoutSeconds = 5;
    bool followsReferrals = false;
    bool preventsLocking = false;  ///< EnableADLockPrevention
    bool findsBySipUri = false;    ///< UseSipUriToResolveContacts
    std::string uriPrefix;
    std::string presenceDomain;
    std::string photoUrl;              ///< with the token in it; empty: none
    std::string photoToken;            ///< an attribute's name
    std::vector<std::string> remarks;  ///< what was not taken, and why
};

}  // namespace sidetone::directory
