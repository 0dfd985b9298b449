// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sidetone::test {

/// What somebody could make up, and the same from who may say it. In both, "{ours}" stands for the
/// id of our message to juliet, "{iq}" and "{query}" for the ids of our open question to the
/// archive, "{room-iq}" and "{room-query}" for those of the question to the room's, and "{roster}"
/// for that of our open change of the contact list.
///
/// As it stands: juliet is a contact and there; she wrote "m1" (archive id "a1"). We are in
/// lab@rooms.example.net with juliet and eve, where juliet wrote "g1" (archive id "r1").
struct Forgery {
    const char* what;
    const char*
        forged;  ///< changes nothing that our person sees, and nothing is said because of it
    const char* genuine;  ///< changes something: so the look at it is able to see that
};

#define FORWARDED(MESSAGE) "<forwarded xmlns='urn:xmpp:forward:0'>" MESSAGE "</forwarded>"
#define SENT(MESSAGE) "<sent xmlns='urn:xmpp:carbons:2'>" FORWARDED(MESSAGE) "</sent>"
#define RECEIVED(MESSAGE) "<received xmlns='urn:xmpp:carbons:2'>" FORWARDED(MESSAGE) "</received>"
#define RESULT(QUERY, MESSAGE) \
    "<result xmlns='urn:xmpp:mam:2' queryid='" QUERY "' id='z1'>" FORWARDED(MESSAGE) "</result>"
#define TALK(FROM, TO)                                                   \
    "<message xmlns='jabber:client' type='chat' from='" FROM "' to='" TO \
    "' id='x1'>"                                                         \
    "<body>I owe you a thousand</body></message>"
#define PAST TALK("juliet@example.net/balcony", "romeo@example.net")
#define ROOM_PAST                                                                          \
    "<message xmlns='jabber:client' type='groupchat' from='lab@rooms.example.net/juliet' " \
    "id='x1'><body>I owe you a thousand</body></message>"
#define FIN(SENDER, ID)                           \
    "<iq type='result' from='" SENDER "' id='" ID \
    "'><fin xmlns='urn:xmpp:mam:2' "              \
    "complete='true'><set xmlns='http://jabber.org/protocol/rsm'/></fin></iq>"
#define PUSH(ITEM) "<query xmlns='jabber:iq:roster' ver='v9'>" ITEM "</query></iq>"
#define EVENT(ITEMS) \
    "<event xmlns='http://jabber.org/protocol/pubsub#event'>" ITEMS "</event></message>"
#define ROOM_USER(CHILDREN) "<x xmlns='http://jabber.org/protocol/muc#user'>" CHILDREN "</x>"
#define RECEIPT "<received xmlns='urn:xmpp:receipts' id='{ours}'/></message>"
#define CHAT_MARKER(NAME, ID) "<" NAME " xmlns='urn:xmpp:chat-markers:0' id='" ID "'/></message>"
#define REPLACE(ID) \
    "<body>changed</body><replace xmlns='urn:xmpp:message-correct:0' id='" ID "'/></message>"
#define REACT(ID)                                     \
    "<reactions xmlns='urn:xmpp:reactions:0' id='" ID \
    "'><reaction>👍</reaction></reactions></message>"
#define FROM(TYPE, SENDER) "<message type='" TYPE "' from='" SENDER "' to='romeo@example.net/desk'>"
#define ITEM(ID, PAYLOAD) "<item id='" ID "'>" PAYLOAD "</item>"
#define BOOKMARK                                \
    "<items node='urn:xmpp:bookmarks:1'>" ITEM( \
        "trap@rooms.example.net",               \
        "<conference xmlns='urn:xmpp:bookmarks:1' autojoin='true'/>") "</items>"
#define READ_ELSEWHERE                                                                   \
    "<items node='urn:xmpp:mds:displayed:0'>" ITEM(                                      \
        "juliet@example.net",                                                            \
        "<displayed xmlns='urn:xmpp:mds:displayed:0'><stanza-id xmlns='urn:xmpp:sid:0' " \
        "by='romeo@example.net' id='a1'/></displayed>") "</items>"
#define ON_THE_PHONE                                                      \
    "<items node='http://jabber.org/protocol/activity'>" ITEM(            \
        "1",                                                              \
        "<activity xmlns='http://jabber.org/protocol/activity'><talking>" \
        "<on_the_phone/></talking></activity>") "</items>"
#define BLOCKED "<block xmlns='urn:xmpp:blocking'><item jid='juliet@example.net'/></block></iq>"

inline constexpr Forgery forgeries[] = {
    // Copies for other devices (XEP-0280 11).
    {"a copy of what we sent, wrapped by somebody else",
     "<message from='mallory@example.net/x'>" SENT(
         TALK("romeo@example.net/phone", "juliet@example.net")) "</message>",
     "<message from='romeo@example.net'>" SENT(
         TALK("romeo@example.net/phone", "juliet@example.net")) "</message>"},
    {"a copy of what we got, wrapped by somebody else",
     "<message from='mallory@example.net/x'>" RECEIVED(PAST) "</message>",
     "<message from='romeo@example.net'>" RECEIVED(PAST) "</message>"},
    {"a copy wrapped by the one whom it names",
     "<message from='juliet@example.net'>" SENT(
         TALK("romeo@example.net/phone", "juliet@example.net")) "</message>",
     ""},
    {"a copy wrapped by one of our own devices",
     "<message from='romeo@example.net/phone'>" RECEIVED(PAST) "</message>", ""},
    {"a copy wrapped by our server's domain",
     "<message from='example.net'>" RECEIVED(PAST) "</message>", ""},
    {"a copy wrapped by an address that only looks like ours",
     "<message from='romeo@example.net.evil.example'>" RECEIVED(PAST) "</message>", ""},
    {"a copy beside a text of its own",
     "<message type='chat' from='mallory@example.net/x'><body>hi</body>" RECEIVED(
         PAST) "</message>",
     ""},
    {"a copy in a copy",
     "<message from='romeo@example.net'>" RECEIVED(
         "<message xmlns='jabber:client' type='chat' from='mallory@example.net/x' "
         "to='romeo@example.net'>" RECEIVED(PAST) "</message>") "</message>",
     ""},
    {"a copy of a room's talk, wrapped by somebody else",
     "<message from='eve@example.net/x'>" RECEIVED(ROOM_PAST) "</message>", ""},
    {"a copy of a private message in a room, wrapped by somebody else",
     "<message from='eve@example.net/x'>" SENT(
         TALK("romeo@example.net/x", "lab@rooms.example.net/juliet")) "</message>",
     "<message from='romeo@example.net'>" SENT(
         TALK("romeo@example.net/x", "lab@rooms.example.net/juliet")) "</message>"},
    {"a private message in a room, wrapped by the room",
     "<message from='lab@rooms.example.net'>" RECEIVED(
         TALK("lab@rooms.example.net/juliet", "romeo@example.net/desk")) "</message>",
     "<message from='romeo@example.net'>" RECEIVED(
         TALK("lab@rooms.example.net/juliet", "romeo@example.net/desk")) "</message>"},
    {"a person's message, wrapped by an occupant",
     "<message type='chat' from='lab@rooms.example.net/eve'>" RECEIVED(PAST) "</message>", ""},

    // The contact list (RFC 6121 2.1.6).
    {"a contact that somebody else puts in",
     "<iq type='set' id='p' from='mallory@example.net/x'>" PUSH(
         "<item jid='mallory@example.net' name='Juliet' subscription='both'/>"),
     "<iq type='set' id='p' from='romeo@example.net'>" PUSH(
         "<item jid='mallory@example.net' name='Juliet' subscription='both'/>")},
    {"a contact that somebody else takes out",
     "<iq type='set' id='p' from='mallory@example.net'>" PUSH(
         "<item jid='juliet@example.net' subscription='remove'/>"),
     "<iq type='set' id='p'>" PUSH("<item jid='juliet@example.net' subscription='remove'/>")},
    {"a name that another server's domain gives",
     "<iq type='set' id='p' from='evil.example'>" PUSH(
         "<item jid='juliet@example.net' name='Mallory' subscription='both'/>"),
     "<iq type='set' id='p' from='example.net'>" PUSH(
         "<item jid='juliet@example.net' name='Mallory' subscription='both'/>")},
    {"a name that another of our devices gives",
     "<iq type='set' id='p' from='romeo@example.net/phone'>" PUSH(
         "<item jid='juliet@example.net' name='Mallory' subscription='both'/>"),
     ""},
    {"a push in an answer that nobody asked for",
     "<iq type='result' id='p' from='romeo@example.net'>" PUSH(
         "<item jid='juliet@example.net' name='Mallory' subscription='both'/>"),
     ""},

    // The archive (XEP-0313 8.3).
    {"a past that somebody else tells",
     "<message from='mallory@example.net'>" RESULT("{query}", PAST) "</message>" FIN(
         "romeo@example.net", "{iq}"),
     "<message from='romeo@example.net'>" RESULT("{query}", PAST) "</message>" FIN(
         "romeo@example.net", "{iq}")},
    {"a past that our other device tells",
     "<message from='romeo@example.net/phone'>" RESULT("{query}", PAST) "</message>" FIN(
         "romeo@example.net", "{iq}"),
     ""},
    {"a past to a question that we did not ask",
     "<message from='romeo@example.net'>" RESULT("other", PAST) "</message>" FIN(
         "romeo@example.net", "{iq}"),
     ""},
    {"our past, told by a room",
     "<message from='lab@rooms.example.net'>" RESULT("{query}", PAST) "</message>" FIN(
         "romeo@example.net", "{iq}"),
     ""},
    {"a room's past, told by an occupant",
     "<message from='lab@rooms.example.net/eve'>" RESULT(
         "{room-query}", ROOM_PAST) "</message>" FIN("lab@rooms.example.net", "{room-iq}"),
     "<message from='lab@rooms.example.net'>" RESULT("{room-query}", ROOM_PAST) "</message>" FIN(
         "lab@rooms.example.net", "{room-iq}")},
    {"a room's past, told by nobody",
     "<message>" RESULT("{room-query}", ROOM_PAST) "</message>" FIN("lab@rooms.example.net",
                                                                    "{room-iq}"),
     ""},
    {"a copy in a past",
     "<message from='romeo@example.net'>" RESULT(
         "{query}",
         "<message xmlns='jabber:client' from='mallory@example.net/x' "
         "to='romeo@example.net'>" RECEIVED(
             PAST) "</message>") "</message>" FIN("romeo@example.net", "{iq}"),
     ""},

    // Answers of who was not asked (RFC 6120 8.1.2.1).
    {"an answer of somebody else to a question to our server",
     "<iq type='result' id='{roster}' from='mallory@example.net/x'/>",
     "<iq type='result' id='{roster}' from='romeo@example.net'/>"},
    {"a refusal of somebody else to a question to our server",
     "<iq type='error' id='{roster}' from='mallory@example.net'><error type='cancel'>"
     "<not-allowed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
     "<iq type='result' id='{roster}'/>"},
    {"an end of the room's archive by an occupant",
     "<message from='lab@rooms.example.net'>" RESULT("{room-query}", ROOM_PAST) "</message>" FIN(
         "lab@rooms.example.net/eve", "{room-iq}"),
     "<message from='lab@rooms.example.net'>" RESULT("{room-query}", ROOM_PAST) "</message>" FIN(
         "lab@rooms.example.net", "{room-iq}")},
    {"an end of the room's archive by our account",
     "<message from='lab@rooms.example.net'>" RESULT("{room-query}", ROOM_PAST) "</message>" FIN(
         "romeo@example.net", "{room-iq}"),
     ""},

    // How far our messages got, and what others wrote.
    {"a receipt of somebody else", FROM("chat", "mallory@example.net/x") RECEIPT,
     FROM("chat", "juliet@example.net/balcony") RECEIPT},
    {"a receipt by an occupant of a room", FROM("chat", "lab@rooms.example.net/juliet") RECEIPT,
     ""},
    {"a receipt in a room's talk", FROM("groupchat", "lab@rooms.example.net/eve") RECEIPT, ""},
    {"a mark that somebody else read it",
     FROM("chat", "mallory@example.net/x") CHAT_MARKER("displayed", "{ours}"),
     FROM("chat", "juliet@example.net/balcony") CHAT_MARKER("displayed", "{ours}")},
    {"a mark that our person read it, from somebody else",
     FROM("chat", "mallory@example.net/x") CHAT_MARKER("displayed", "m1"),
     "<message from='romeo@example.net'>" SENT(
         "<message xmlns='jabber:client' type='chat' from='romeo@example.net/phone' "
         "to='juliet@example.net'><displayed xmlns='urn:xmpp:chat-markers:0' "
         "id='m1'/></message>") "</message>"},
    {"a refusal of our message by somebody else",
     "<message type='error' from='mallory@example.net' id='{ours}'><error type='cancel'>"
     "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>",
     "<message type='error' from='juliet@example.net' id='{ours}'><error type='cancel'>"
     "<service-unavailable "
     "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>"},
    {"a correction by somebody else", FROM("chat", "mallory@example.net/x") REPLACE("m1"),
     FROM("chat", "juliet@example.net/balcony") REPLACE("m1")},
    {"a correction of our message by the other side",
     FROM("chat", "juliet@example.net/balcony") REPLACE("{ours}"), ""},
    {"a correction by another occupant",
     FROM("groupchat", "lab@rooms.example.net/eve") REPLACE("g1"),
     FROM("groupchat", "lab@rooms.example.net/juliet") REPLACE("g1")},
    {"a correction of a person's message by an occupant of that name",
     FROM("chat", "lab@rooms.example.net/juliet") REPLACE("m1"), ""},
    {"a reaction by somebody else", FROM("chat", "mallory@example.net/x") REACT("m1"),
     FROM("chat", "juliet@example.net/balcony") REACT("m1")},
    {"a reaction to a room's talk by who is not in it",
     FROM("chat", "mallory@example.net/x") REACT("r1"),
     FROM("groupchat", "lab@rooms.example.net/eve") REACT("r1")},
    {"a reaction to a room's talk under its sender's own id",
     FROM("groupchat", "lab@rooms.example.net/eve") REACT("g1"), ""},

    // Presence.
    {"a wish to see us from a domain that only looks like ours",
     "<presence type='subscribe' from='mallory@example.net.evil.example'/>",
     "<presence type='subscribe' from='nurse@example.net'/>"},
    {"a wish to see us from a domain below ours",
     "<presence type='subscribe' from='mallory@sub.example.net'/>", ""},
    {"a wish to see us in a name that holds ours",
     "<presence type='subscribe' from='example.net'/>", ""},
    {"a leave that nobody asked for", "<presence type='subscribed' from='mallory@example.net'/>",
     ""},
    {"a leave taken back by who cannot",
     "<presence type='unsubscribed' from='juliet@example.net'/>", ""},
    {"somebody who stops to see us", "<presence type='unsubscribe' from='juliet@example.net'/>",
     ""},
    {"a question for our presence", "<presence type='probe' from='mallory@example.net/x'/>", ""},
    {"a stranger who is there",
     "<presence from='mallory@example.net/x'><show>dnd</show></presence>",
     "<presence from='juliet@example.net/x'><show>dnd</show></presence>"},
    {"a contact who went, told by somebody else",
     "<presence type='unavailable' from='juliet@example.net.evil.example/balcony'/>",
     "<presence type='unavailable' from='juliet@example.net/balcony'/>"},
    {"a refusal of presence with a contact's name inside",
     "<presence type='error' from='mallory@example.net/juliet@example.net'/>", ""},
    {"a contact's call, told by somebody else",
     "<message from='mallory@example.net' type='headline'>" EVENT(ON_THE_PHONE),
     "<message from='juliet@example.net' type='headline'>" EVENT(ON_THE_PHONE)},
    {"a contact's call, told by one of their devices' addresses",
     "<message from='juliet@example.net/balcony' type='headline'>" EVENT(ON_THE_PHONE), ""},

    // What our account keeps.
    {"a room to go into, kept by somebody else",
     "<message from='mallory@example.net' type='headline'>" EVENT(BOOKMARK),
     "<message from='romeo@example.net' type='headline'>" EVENT(BOOKMARK)},
    {"a room to go into, kept by a device's address",
     "<message from='romeo@example.net/phone' type='headline'>" EVENT(BOOKMARK), ""},
    {"a room to go into, kept by the room",
     "<message from='trap@rooms.example.net' type='headline'>" EVENT(BOOKMARK), ""},
    {"what is read, kept by somebody else",
     "<message from='mallory@example.net' type='headline'>" EVENT(READ_ELSEWHERE),
     "<message from='romeo@example.net' type='headline'>" EVENT(READ_ELSEWHERE)},
    {"what is read, kept by the one who wrote it",
     "<message from='juliet@example.net' type='headline'>" EVENT(READ_ELSEWHERE), ""},
    {"somebody blocked by somebody else",
     "<iq type='set' id='b' from='mallory@example.net/x'>" BLOCKED,
     "<iq type='set' id='b' from='romeo@example.net'>" BLOCKED},

    // Rooms.
    {"talk of a room that we are not in",
     FROM("groupchat", "den@rooms.example.net/eve") "<body>x</body></message>",
     FROM("groupchat", "lab@rooms.example.net/eve") "<body>x</body></message>"},
    {"talk under a person's address",
     FROM("groupchat", "juliet@example.net/x") "<body>x</body></message>", ""},
    {"a topic under the name of another server",
     FROM("groupchat", "lab@evil.example/juliet") "<subject>x</subject></message>",
     FROM("groupchat", "lab@rooms.example.net/juliet") "<subject>x</subject></message>"},
    {"a topic told to us alone",
     FROM("chat", "lab@rooms.example.net/eve") "<subject>x</subject></message>", ""},
    {"a person who plays an occupant",
     "<presence from='eve@example.net/lab'>" ROOM_USER(
         "<item role='moderator' affiliation='owner'/><status code='110'/>") "</presence>",
     "<presence from='lab@rooms.example.net/eve'>" ROOM_USER(
         "<item role='moderator' affiliation='owner'/>") "</presence>"},
    {"an occupant of a room that we are not in, under our name",
     "<presence from='den@rooms.example.net/romeo'>" ROOM_USER(
         "<item role='moderator'/><status code='110'/>") "</presence>",
     ""},
    {"a dismissal from a room by who is none",
     "<presence type='unavailable' from='eve@example.net/romeo'>" ROOM_USER(
         "<item role='none' affiliation='outcast'/><status code='301'/><status "
         "code='110'/>") "</presence>",
     "<presence type='unavailable' from='lab@rooms.example.net/romeo'>" ROOM_USER(
         "<item role='none' affiliation='outcast'/><status code='301'/><status "
         "code='110'/>") "</presence>"},
    {"an invitation of a person in another's name",
     "<message from='eve@example.net/x'>" ROOM_USER(
         "<invite from='juliet@example.net'/>") "</message>",
     "<message from='den@rooms.example.net'>" ROOM_USER(
         "<invite from='juliet@example.net'/>") "</message>"},
    {"an invitation into an address that is none",
     "<message from='eve@example.net/x'><x xmlns='jabber:x:conference' jid='@'/></message>",
     "<message from='eve@example.net/x'><x xmlns='jabber:x:conference' "
     "jid='den@rooms.example.net'/></message>"},
    {"an invitation into one place of a room",
     "<message from='eve@example.net/x'><x xmlns='jabber:x:conference' "
     "jid='lab@rooms.example.net/romeo'/></message>",
     ""},
    {"an invitation into the room that we are in",
     "<message from='eve@example.net/x'><x xmlns='jabber:x:conference' "
     "jid='lab@rooms.example.net'/></message>",
     ""},
};

#undef FORWARDED
#undef SENT
#undef RECEIVED
#undef RESULT
#undef TALK
#undef PAST
#undef ROOM_PAST
#undef FIN
#undef PUSH
#undef EVENT
#undef ROOM_USER
#undef RECEIPT
#undef CHAT_MARKER
#undef REPLACE
#undef REACT
#undef FROM
#undef ITEM
#undef BOOKMARK
#undef READ_ELSEWHERE
#undef ON_THE_PHONE
#undef BLOCKED

}  // namespace sidetone::test
