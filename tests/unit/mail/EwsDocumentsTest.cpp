// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "config/xmlFields.h"
#include "core/XmlReader.h"
#include "mail/ewsDocuments.h"

using namespace sidetone;
using core::XmlElement;

namespace {

store::ChatToSave chat() {
    store::ChatToSave chat;
    chat.key = "0123abcd";
    chat.peer = *core::Address::parse("ben@office.example");
    chat.name = "Ben <B> & Co";
    chat.lines = {
        {core::WallTime(core::Milliseconds(1'763'899'200'000)), "Anna", "a < b\nnext"},
        {core::WallTime(core::Milliseconds(1'763'899'260'000)), "Ben", "\xF0\x9F\x91\x8D"}};
    return chat;
}

std::string reply(const std::string& code, const std::string& inside = {}) {
    return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
           "<m:FindFolderResponse xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/"
           "messages\" xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\">"
           "<m:ResponseMessages><m:FindFolderResponseMessage ResponseClass=\"Success\">"
           "<m:MessageText>words</m:MessageText><m:ResponseCode>" +
           code + "</m:ResponseCode>" + inside +
           "</m:FindFolderResponseMessage></m:ResponseMessages></m:FindFolderResponse></s:Body>"
           "</s:Envelope>";
}

std::string folder(const std::string& id, const std::string& name) {
    return "<t:Folder><t:FolderId Id=\"" + id + "\"/><t:DisplayName>" + name +
           "</t:DisplayName></t:Folder>";
}

}  // namespace

class EwsDocumentsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anItemIsWrittenInTheOrderOfTheSchema() {
        const auto document = core::readXml(mail::createItem("F1", chat()));
        QVERIFY(document.has_value());
        const auto* message = config::findAnywhere(*document, "Message");
        QVERIFY(message != nullptr);
        std::string names;
        for (const auto& child : message->children) names += child.name + " ";
        QCOMPARE(names, "ItemClass Subject Body ExtendedProperty ExtendedProperty IsRead ");
        QCOMPARE(config::findAnywhere(*document, "FolderId")->attribute("Id"), "F1");
        QCOMPARE(config::findAnywhere(*document, "CreateItem")->attribute("MessageDisposition"),
                 "SaveOnly");
        QVERIFY(message->childText("Subject").starts_with("Chat with Ben <B> & Co 2025-11-2"));
        const auto page = message->childText("Body");
        QVERIFY(page.find("a &lt; b<br>next") != std::string::npos);
        QVERIFY(page.find("\xF0\x9F\x91\x8D") != std::string::npos);
        QVERIFY(page.find("encrypted") == std::string::npos);
        QVERIFY(mail::createItem("F1", chat()).find("0123abcd") != std::string::npos);
    }
    void whatWasLeftOutIsSaid() {
        auto some = chat();
        some.leftOut = 2;
        QVERIFY(mail::chatPage(some).find("2 messages were encrypted") != std::string::npos);
    }
    void theFolderIsFoundByItsName() {
        const auto found = mail::readReply(
            reply("NoError", folder("A", "Inbox") + folder("B", std::string(mail::chatFolder))));
        QVERIFY(found && found->isGood());
        QCOMPARE(mail::folderIdIn(*found), "B");
        QCOMPARE(mail::createdFolderIn(*found), "A");
        QVERIFY(!mail::hasItem(*found));
        QCOMPARE(mail::folderIdIn(*mail::readReply(reply("NoError", folder("A", "Inbox")))),
                 std::string());
    }
    void errorsAndFaultsAreRead() {
        const auto error = mail::readReply(reply("ErrorAccessDenied"));
        QVERIFY(error && !error->isGood());
        QCOMPARE(error->code, "ErrorAccessDenied");
        QCOMPARE(error->text, "words");
        const auto fault = mail::readReply(
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault>"
            "<faultcode>a:ErrorSchemaValidation</faultcode><faultstring>bad</faultstring>"
            "</s:Fault></s:Body></s:Envelope>");
        QVERIFY(fault && !fault->isGood());
        QCOMPARE(fault->code, "a:ErrorSchemaValidation");
    }
    void whatIsNoAnswerIsNone_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a page") << QByteArray("<html><body>Sign in</body></html>");
        QTest::newRow("broken") << QByteArray("<a><b>");
        QTest::newRow("no code") << QByteArray("<a ResponseClass=\"Success\"/>");
    }
    void whatIsNoAnswerIsNone() {
        QFETCH(QByteArray, text);
        const auto read = mail::readReply(text.toStdString());
        QVERIFY(!read);
        QCOMPARE(read.error().code, core::ErrorCode::BadAnswer);
    }
    void autodiscoverGivesHttpsAlone() {
        const auto page = [](const std::string& url) {
            return "<Autodiscover><Response><Account><Protocol><EwsUrl>" + url +
                   "</EwsUrl></Protocol></Account></Response></Autodiscover>";
        };
        QCOMPARE(*mail::readAutodiscover(page("https://mail.example/EWS/Exchange.asmx")),
                 "https://mail.example/EWS/Exchange.asmx");
        QVERIFY(!mail::readAutodiscover(page("http://mail.example/EWS/Exchange.asmx")));
        QVERIFY(!mail::readAutodiscover("<html/>"));
    }
};

QTEST_GUILESS_MAIN(EwsDocumentsTest)
#include "EwsDocumentsTest.moc"
