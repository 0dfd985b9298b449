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
inline constexpr auto omemo = "urn:xmpp:omemo:2";                            // XEP-0384 0.8
inline constexpr auto legacyOmemo = "eu.siacs.conversations.axolotl";        // XEP-0384 0.3
inline constexpr auto encryptionHint = "urn:xmpp:eme:0";                     // XEP-0380
inline constexpr auto envelope = "urn:xmpp:sce:1";                           // XEP-0420
inline constexpr auto richText = "http://jabber.org/protocol/xhtml-im";      // XEP-0071
inline constexpr auto html = "http://www.w3.org/1999/xhtml";                 // XEP-0071
inline constexpr auto securityLabels = "urn:xmpp:sec-label:0";               // XEP-0258
inline constexpr auto hints = "urn:xmpp:hints";                              // XEP-0334
inline constexpr auto styling = "urn:xmpp:styling:0";                        // XEP-0393
inline constexpr auto fallback = "urn:xmpp:fallback:0";                      // XEP-0428
inline constexpr auto reactions = "urn:xmpp:reactions:0";                    // XEP-0444
inline constexpr auto replies = "urn:xmpp:reply:0";                          // XEP-0461
inline constexpr auto idle = "urn:xmpp:idle:1";                              // XEP-0319
inline constexpr auto lastActivity = "jabber:iq:last";                       // XEP-0256
inline constexpr auto userActivity = "http://jabber.org/protocol/activity";  // XEP-0108
inline constexpr auto blocking = "urn:xmpp:blocking";                        // XEP-0191
inline constexpr auto privacyLists = "jabber:iq:privacy";                    // XEP-0016
inline constexpr auto baseNames = "urn:xmpp:domain-based-name:0";            // XEP-0233
/// reference/messaging.md 4.3: seen on Cisco's clouds.
inline constexpr auto customStatus = "http://webex.com/connect/customstatus";
inline constexpr auto displayedSync = "urn:xmpp:mds:displayed:0";  // XEP-0490
inline constexpr auto stanzaIds = "urn:xmpp:sid:0";                // XEP-0359

inline constexpr auto discoItems = "http://jabber.org/protocol/disco#items";      // XEP-0030
inline constexpr auto rooms = "http://jabber.org/protocol/muc";                   // XEP-0045
inline constexpr auto roomUser = "http://jabber.org/protocol/muc#user";           // XEP-0045
inline constexpr auto roomAdmin = "http://jabber.org/protocol/muc#admin";         // XEP-0045
inline constexpr auto roomOwner = "http://jabber.org/protocol/muc#owner";         // XEP-0045
inline constexpr auto directInvitation = "jabber:x:conference";                   // XEP-0249
inline constexpr auto occupantIds = "urn:xmpp:occupant-id:0";                     // XEP-0421
inline constexpr auto privateXml = "jabber:iq:private";                           // XEP-0049
inline constexpr auto storedBookmarks = "storage:bookmarks";                      // XEP-0048
inline constexpr auto bookmarks = "urn:xmpp:bookmarks:1";                         // XEP-0402
inline constexpr auto pubsub = "http://jabber.org/protocol/pubsub";               // XEP-0060
inline constexpr auto pubsubErrors = "http://jabber.org/protocol/pubsub#errors";  // XEP-0060
inline constexpr auto pubsubEvent = "http://jabber.org/protocol/pubsub#event";    // XEP-0060
inline constexpr auto pubsubOwner = "http://jabber.org/protocol/pubsub#owner";    // XEP-0060

inline constexpr auto httpUpload = "urn:xmpp:http:upload:0";               // XEP-0363
inline constexpr auto outOfBand = "jabber:x:oob";                          // XEP-0066
inline constexpr auto fileSharing = "urn:xmpp:sfs:0";                      // XEP-0447
inline constexpr auto fileMetadata = "urn:xmpp:file:metadata:0";           // XEP-0446
inline constexpr auto urlData = "http://jabber.org/protocol/url-data";     // XEP-0103
inline constexpr auto hashes = "urn:xmpp:hashes:2";                        // XEP-0300
inline constexpr auto streamInitiation = "http://jabber.org/protocol/si";  // XEP-0095
inline constexpr auto featureNegotiation =                                 // XEP-0020
    "http://jabber.org/protocol/feature-neg";
inline constexpr auto fileProfile =  // XEP-0096
    "http://jabber.org/protocol/si/profile/file-transfer";
inline constexpr auto bytestreams = "http://jabber.org/protocol/bytestreams";  // XEP-0065
inline constexpr auto inBandBytes = "http://jabber.org/protocol/ibb";          // XEP-0047

}  // namespace sidetone::xmpp::ns
