// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "client/links/ProtocolLink.h"

namespace sidetone::test {

/// A link and what it asks for; no action: it is refused.
struct LinkRow {
    const char* link;
    std::optional<client::LinkAction> action;
    const char* targets = "";
    const char* subject = "";
    const char* body = "";
};

inline constexpr auto chat = client::LinkAction::Chat;
inline constexpr auto group = client::LinkAction::GroupChat;
inline constexpr auto join = client::LinkAction::JoinRoom;
inline constexpr auto add = client::LinkAction::AddContact;
inline constexpr auto verify = client::LinkAction::VerifyKeys;
inline constexpr auto call = client::LinkAction::Call;
inline constexpr auto conference = client::LinkAction::ConferenceCall;

/// The golden table (URI-01 to URI-04): the chapter's examples first.
inline const LinkRow linkTable[] = {
    {"TEL:1234", call, "1234"},
    {"IM:msmith@domain", chat, "msmith@domain"},
    {"CISCOTEL:1234", call, "1234"},
    {"SIP:msmith@domain", call, "msmith@domain"},
    {"CISCOTELCONF:msmith@domain;amckenzi@domain", conference, "msmith@domain amckenzi@domain"},
    {"XMPP:msmith@domain;amckenzi@domain", group, "msmith@domain amckenzi@domain"},
    {"XMPP:user_a@domain.com;user_b@domain.com;user_c@domain.com;user_d@domain.com", group,
     "user_a@domain.com user_b@domain.com user_c@domain.com user_d@domain.com"},
    {"xmpp:msmith@domain?message;subject=I.T.%20Desk", chat, "msmith@domain", "I.T. Desk",
     "I.T. Desk"},
    {"im:user_a@domain.com;user_b@domain.com;user_c@domain.com?message;subject=I.T%20Desk;"
     "body=Jabber%2010.5%20Query",
     group, "user_a@domain.com user_b@domain.com user_c@domain.com", "I.T Desk",
     "Jabber 10.5 Query"},

    // With and without slashes, in any case, with white space around.
    {"XMPP://msmith@domain", chat, "msmith@domain"},
    {"Im://msmith@domain", chat, "msmith@domain"},
    {"TEL://+1-201-555-0123", call, "+12015550123"},
    {"CISCOTEL://2001", call, "2001"},
    {"SIP://msmith@domain", call, "msmith@domain"},
    {"CISCOTELCONF://2001;2002", conference, "2001 2002"},
    {"  xmpp:Anna@Office.Example \n", chat, "anna@office.example"},
    {"CLICKTOCALL:2001", call, "2001"},
    {"callto:+4930123456", call, "+4930123456"},
    {"ciscoim:anna@office.example", chat, "anna@office.example"},
    {"ciscoimgroup:anna@office.example;ben@office.example", group,
     "anna@office.example ben@office.example"},
    {"ciscochat:anna@office.example", chat, "anna@office.example"},

    // Chats: RFC 5122, XEP-0147, RFC 3860.
    {"xmpp:anna@office.example/desk", chat, "anna@office.example"},
    {"xmpp://ben@office.example/anna@office.example", chat, "anna@office.example"},
    {"xmpp:anna@office.example#part", chat, "anna@office.example"},
    {"xmpp:anna%40office.example", chat, "anna@office.example"},
    {"xmpp:anna@office.example?message;body=Line%20one%0ALine%20two", chat, "anna@office.example",
     "", "Line one\nLine two"},
    {"xmpp:anna@office.example?message;subject=Trip;body=Ready%3F", chat, "anna@office.example",
     "Trip", "Ready?"},
    {"xmpp:anna@office.example?body=Hi", chat, "anna@office.example", "", "Hi"},
    {"xmpp:anna@office.example?message&subject=A%26B&body=C%3BD", chat, "anna@office.example",
     "A&B", "C;D"},
    {"xmpp:anna@office.example?message&amp;body=Hi", chat, "anna@office.example", "", "Hi"},
    {"im:anna@office.example?subject=Lunch", chat, "anna@office.example", "Lunch", "Lunch"},
    {"im:anna@office.example?body=Gr%C3%BC%C3%9Fe%20%F0%9F%91%8B", chat, "anna@office.example", "",
     "Grüße 👋"},
    {"xmpp:anna@office.example?message;body=50%25%20%zz%2", chat, "anna@office.example", "",
     "50% %zz%2"},
    {"xmpp:anna@office.example?message;body=a=b", chat, "anna@office.example", "", "a=b"},
    {"xmpp:anna@office.example?message;thread=1;unknown=2", chat, "anna@office.example"},
    {"xmpp:anna@office.example?", chat, "anna@office.example"},
    {"xmpp:anna@office.example;anna@office.example", chat, "anna@office.example"},
    {"xmpp:anna@office.example;;ben@office.example;", group,
     "anna@office.example ben@office.example"},
    {"xmpp:rooms@conference.office.example?join", join, "rooms@conference.office.example"},
    {"xmpp:rooms@conference.office.example/Anna?join;password=x", join,
     "rooms@conference.office.example"},
    {"xmpp:ben@office.example?roster;name=Ben;group=Team", add, "ben@office.example"},
    {"xmpp:ben@office.example?subscribe", add, "ben@office.example"},
    {"xmpp:ben@office.example?omemo-sid-12345="
     "00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF",
     verify, "ben@office.example"},
    {"xmpp:ben@office.example?omemo-sid-0=00", chat, "ben@office.example"},

    // Numbers: RFC 3966.
    {"tel:+1-(201)-555.0123", call, "+12015550123"},
    {"tel:7042;phone-context=office.example", call, "7042"},
    {"tel:+12015550123;ext=22;isub=1", call, "+12015550123"},
    {"tel:1-800-FLOWERS", call, "18003569377"},
    {"tel:*86", call, "*86"},
    {"tel:%2B4930123456", call, "+4930123456"},
    {"tel:+49%2030%20123", call, "+4930123"},

    // Addresses of calls: RFC 3261 19.1.
    {"sip:2001", call, "2001"},
    {"sip:anna@office.example;transport=tls?subject=x", call, "anna@office.example", "x"},
    {"sips:Anna@Office.Example:5061", call, "Anna@office.example:5061"},
    {"sip:anna:secret@office.example", call, "anna@office.example"},
    {"sip:anna@[2001:db8::1]", call, "anna@[2001:db8::1]"},
    {"ciscotel:anna@office.example", call, "anna@office.example"},
    {"CISCOTELCONF:msmith@domain;2002?subject=Weekly", conference, "msmith@domain 2002", "Weekly"},
    {"ciscotelconf:2001", conference, "2001"},
    {"ciscotelconf:2001;2002;2003;+49%2030%20123?subject=Weekly%20conference%20call", conference,
     "2001 2002 2003 +4930123", "Weekly conference call"},
    {"CISCOTELCONF://MSmith@Domain;amckenzi@domain;;ben@office.example;?message;subject=A%26B%3BC",
     conference, "MSmith@domain amckenzi@domain ben@office.example", "A&B;C"},
    {"ciscotelconf:sip:anna@office.example;tel:2002?Subject=Gr%C3%BC%C3%9Fe", conference,
     "anna@office.example 2002", "Grüße"},
    {"ciscotelconf:anna%40office.example;1-800-FLOWERS", conference,
     "anna@office.example 18003569377"},

    // Refused, with a sentence.
    {"", std::nullopt},
    {"anna@office.example", std::nullopt},
    {"xmpp:", std::nullopt},
    {"xmpp:?message;body=x", std::nullopt},
    {"xmpp:anna", std::nullopt},
    {"xmpp:anna@@office.example", std::nullopt},
    {"im:;;", std::nullopt},
    {"tel:", std::nullopt},
    {"tel:+", std::nullopt},
    {"sip:@office.example", std::nullopt},
    {"ciscotelconf:", std::nullopt},
    {"ciscotelconf:;;?subject=Weekly", std::nullopt},
    {"ciscotelconf:2001;<2002>@office.example", std::nullopt},
    {"ciscotelconf:2001;@office.example", std::nullopt},
    {"sip:anna@", std::nullopt},
    {"sip:an na@office.example", std::nullopt},
    {"sip:anna@office.example>", std::nullopt},
    {"http://office.example/", std::nullopt},
    {"javascript:alert(1)", std::nullopt},
    {"file:///etc/passwd", std::nullopt},
};

}  // namespace sidetone::test
