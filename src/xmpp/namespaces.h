// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Name spaces of the protocol, each by the document that defines it.
namespace sidetone::xmpp::ns {

inline constexpr auto client = "jabber:client";                              // RFC 6120
inline constexpr auto stream = "http://etherx.jabber.org/streams";           // RFC 6120
inline constexpr auto streamErrors = "urn:ietf:params:xml:ns:xmpp-streams";  // RFC 6120
inline constexpr auto stanzaErrors = "urn:ietf:params:xml:ns:xmpp-stanzas";  // RFC 6120
inline constexpr auto tls = "urn:ietf:params:xml:ns:xmpp-tls";               // RFC 6120
inline constexpr auto sasl = "urn:ietf:params:xml:ns:xmpp-sasl";             // RFC 6120
inline constexpr auto bind = "urn:ietf:params:xml:ns:xmpp-bind";             // RFC 6120
inline constexpr auto roster = "jabber:iq:roster";                           // RFC 6121
inline constexpr auto rosterVersions = "urn:xmpp:features:rosterver";        // XEP-0237
inline constexpr auto management = "urn:xmpp:sm:3";                          // XEP-0198
inline constexpr auto ping = "urn:xmpp:ping";                                // XEP-0199
inline constexpr auto discoInfo = "http://jabber.org/protocol/disco#info";   // XEP-0030
inline constexpr auto capabilities = "http://jabber.org/protocol/caps";      // XEP-0115
inline constexpr auto chatStates = "http://jabber.org/protocol/chatstates";  // XEP-0085
inline constexpr auto receipts = "urn:xmpp:receipts";                        // XEP-0184
inline constexpr auto delay = "urn:xmpp:delay";                              // XEP-0203
inline constexpr auto carbons = "urn:xmpp:carbons:2";                        // XEP-0280
inline constexpr auto forward = "urn:xmpp:forward:0";                        // XEP-0297
inline constexpr auto correction = "urn:xmpp:message-correct:0";             // XEP-0308
inline constexpr auto archive = "urn:xmpp:mam:2";                            // XEP-0313
inline constexpr auto resultSets = "http://jabber.org/protocol/rsm";         // XEP-0059
inline constexpr auto forms = "jabber:x:data";                               // XEP-0004
inline constexpr auto markers = "urn:xmpp:chat-markers:0";                   // XEP-0333
inline constexpr auto stanzaIds = "urn:xmpp:sid:0";                          // XEP-0359

}  // namespace sidetone::xmpp::ns
