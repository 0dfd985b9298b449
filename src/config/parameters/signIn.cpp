// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/parameters/tables.h"

namespace sidetone::config::parameters {
namespace {

constexpr Rows rows{Section::SignIn};
constexpr Parameter table[] = {
    rows.text("ServicesDomain", "", "Domain whose DNS records name the services", planning),
    rows.choice("Authenticator", "", "CUP|CUCM|WEBEX",
                "Who checks the password, where discovery is silent", planning),
    rows.choice("ProductMode", "", "Phone_Mode", "Calls only, no messages", planning),
    rows.text("ConfigurationFile", "", "Configuration file to read before all others", deployment),
    rows.text("CloudLookupUrl", "https://loginp.webexconnect.com/cas/FederatedSSO",
              "Who says whether a domain is in the cloud; only a policy or a person may change it",
              ours),
    rows.text("CaptivePortalUrl", "",
              "Page of the organisation (http) that is asked, after a sign-in that failed, whether "
              "the network wants a sign-in of its own; it answers itself, without a redirect",
              ours),
    rows.text("CaptivePortalText", "", "A word of that page, which no other page has", ours),
    rows.text("SsoOrgDomain", "", "Organisation of single sign-on in the cloud", planning),
    rows.flag("SSO_Enabled", "false", "Single sign-on in the cloud", deployment),
    rows.flag("UPN_DISCOVERY_ENABLED", "true",
              "Take the domain from the operating system's user name", deployment),
    rows.flag("ForceLaunchBrowser", "false", "Sign in with the system's browser", planning),
    rows.flag("AllowUrlProvisioning", "true", "Configuration links may be opened", deployment),
    rows.flag("AUTOMATIC_SIGN_IN", "false", "Sign in at the start without being asked", deployment),
    rows.flag("CachePasswordMobile", "true", "The password may be kept on mobile devices",
              deployment),
    rows.flag("CC_MODE", "false", "Common Criteria rules", deployment),
    rows.text("ClientCertificateFile", "",
              "PKCS#12 file with the person's certificate, which signs in to chat", ours),
    rows.flag("CLEAR", "false", "The installer removed what an earlier one had written",
              deployment),
    rows.choice("CLICK2X", "", "DISABLE|Click2Call", "Calling from other programs", deployment),
    rows.flag("EnableDPIAware", "true", "Draw in the screen's own resolution", deployment),
    rows.number("LANGUAGE", "", "0..1000000", "Language of the client, an LCID", deployment),
    rows.text("LOG_DIRECTORY", "", "Folder of logs", deployment),
    rows.flag("RESET_JABBER", "false", "The installer removed the person's settings", deployment),
    rows.flag("FIPS_MODE", "false", "Only approved cryptography", deployment),
    rows.choice("InvalidCertificateBehavior", "PromptPerSession",
                "RejectAndNotify|PromptPerSession",
                "What to do with a certificate that cannot be verified", deployment),
};

}  // namespace

std::span<const Parameter> signIn() {
    return table;
}

}  // namespace sidetone::config::parameters
