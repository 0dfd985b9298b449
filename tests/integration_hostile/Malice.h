// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "TestServer.h"

namespace sidetone::test {

/// One way in which a web server may wish its client ill. `answer` gets each request's head and
/// writes what it likes; it ends when `over` is set.
struct Malice {
    const char* name;
    std::function<void(TestStream&, const std::string& head, const std::atomic<bool>& over)> answer;
};

inline std::string repeatedText(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

/// Thirty entities, each of four of the one before.
inline std::string entityBomb() {
    std::string text = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY e0 'ha'>";
    for (int i = 1; i < 30; ++i) {
        const auto old = "&e" + std::to_string(i - 1) + ";";
        text += "<!ENTITY e" + std::to_string(i) + " '" + repeatedText(old, 4) + "'>";
    }
    return text + "]><versionInformation>&e29;</versionInformation>";
}

/// Spaces in deflate's form, so often one within the other as `layers` says.
inline std::string deflatedSpaces(int megabytes, int layers) {
    QByteArray bytes(static_cast<qsizetype>(megabytes) << 20, ' ');
    for (int i = 0; i < layers; ++i) bytes = qCompress(bytes, 9).mid(4);
    return bytes.toStdString();
}

/// An answer that says how it is to be unpacked.
inline std::string encodedAnswer(const std::string& encoding, const std::string& body) {
    return "HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// Leads from page to page, each time elsewhere.
inline Malice pageToPage() {
    return {"page to page",
            [](TestStream& stream, const std::string& head, const std::atomic<bool>&) {
                const auto size = std::to_string(head.size());
                stream.write("HTTP/1.1 302 Found\r\nLocation: /" + std::string(size.size(), 'p') +
                             size + "\r\nContent-Length: 0\r\n\r\n");
            }};
}

/// The same bytes for every request.
inline Malice always(const char* name, std::string bytes) {
    return {name, [bytes = std::move(bytes)](TestStream& stream, const std::string&,
                                             const std::atomic<bool>&) { stream.write(bytes); }};
}

/// A beginning, then a piece again and again, with a pause between.
inline Malice endless(const char* name, std::string begin, std::string piece, int pauseMs) {
    return {name, [=](TestStream& stream, const std::string&, const std::atomic<bool>& over) {
                stream.write(begin);
                // Enough to go past every limit; a person's patience would have ended before.
                for (int i = 0; i < 5000 && !over; ++i) {
                    stream.write(piece);
                    if (pauseMs > 0) {
                        std::this_thread::sleep_for(std::chrono::milliseconds(pauseMs));
                    }
                }
            }};
}

inline std::vector<Malice> allMalice() {
    const std::string ok = "HTTP/1.1 200 OK\r\n";
    const std::string version = "<versionInformation><version>12.5.1</version>";
    return {
        {"truncated",
         [=](TestStream& stream, const std::string&, const std::atomic<bool>&) {
             stream.write(ok + "Content-Length: 5000\r\n\r\n" + version);
             stream.reset();
         }},
        always("cut document", httpAnswer(200, version)),
        endless("huge", ok + "Content-Length: 10737418240\r\n\r\n", std::string(65536, 'x'), 0),
        endless("chunks without end", ok + "Transfer-Encoding: chunked\r\n\r\n",
                "10000\r\n" + std::string(65536, ' ') + "\r\n", 0),
        endless("dripping body", ok + "Content-Length: 100000\r\n\r\n", " ", 100),
        endless("dripping head", ok, "X-A: b\r\n", 100),
        endless("head without end", ok, "X-A: " + std::string(8000, 'b') + "\r\n", 0),
        endless("silence", "", "", 50),
        always("not UTF-8", httpAnswer(200, "<a>\xff\xfe\xc0\x80</a>")),
        always("unknown encoding",
               httpAnswer(200, "<?xml version='1.0' encoding='EBCDIC-9'?><a/>")),
        always("entity bomb", httpAnswer(200, entityBomb())),
        always("entity of a file",
               httpAnswer(200, "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>")),
        always("compression bomb", encodedAnswer("deflate", deflatedSpaces(256, 1))),
        always("bomb within a bomb", encodedAnswer("deflate, deflate", deflatedSpaces(256, 2))),
        always("encodings without end",
               encodedAnswer(repeatedText("deflate, ", 400) + "deflate", deflatedSpaces(1, 1))),
        always("compressed garbage", encodedAnswer("gzip", std::string(20'000, '\x1f'))),
        always("leads to itself",
               "HTTP/1.1 302 Found\r\nLocation: /cucm-uds/version\r\nContent-Length: 0\r\n\r\n"),
        pageToPage(),
        always("leads to a file",
               "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n"),
        always("cookies of others",
               "HTTP/1.1 200 OK\r\nSet-Cookie: a=b; Domain=.test\r\nSet-Cookie: " +
                   std::string(9000, 'c') + "=; Path=\x01\r\nContent-Length: 4\r\n\r\n<a/>"),
        always("deep nesting", httpAnswer(200, repeatedText("<a>", 200'000))),
    };
}

}  // namespace sidetone::test
