<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>Signalbox %1

An operator&apos;s desk for LLM traffic.
Free software under the GNU General Public License, version 3 or later.</source>
        <extracomment>%1 is a version number</extracomment>
        <translation>Signalbox %1

Ein Schreibtisch für LLM-Verkehr.
Freie Software unter der GNU General Public License, Version 3 oder neuer.</translation>
    </message>
    <message>
        <source>About Signalbox</source>
        <translation>Über Signalbox</translation>
    </message>
</context>
<context>
    <name>ConditionWords</name>
    <message>
        <source>tokens of the last message</source>
        <translation>Tokens der letzten Nachricht</translation>
    </message>
    <message>
        <source>tokens of the whole request</source>
        <translation>Tokens der ganzen Anfrage</translation>
    </message>
    <message>
        <source>number of messages</source>
        <translation>Anzahl der Nachrichten</translation>
    </message>
    <message>
        <source>number of tools</source>
        <translation>Anzahl der Werkzeuge</translation>
    </message>
    <message>
        <source>number of images</source>
        <translation>Anzahl der Bilder</translation>
    </message>
    <message>
        <source>longest answer asked for, in tokens</source>
        <translation>längste verlangte Antwort in Tokens</translation>
    </message>
    <message>
        <source>code</source>
        <translation>Quelltext</translation>
    </message>
    <message>
        <source>contains code</source>
        <translation>enthält Quelltext</translation>
    </message>
    <message>
        <source>contains no code</source>
        <translation>enthält keinen Quelltext</translation>
    </message>
    <message>
        <source>tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>has tools</source>
        <translation>hat Werkzeuge</translation>
    </message>
    <message>
        <source>has no tools</source>
        <translation>hat keine Werkzeuge</translation>
    </message>
    <message>
        <source>images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>has images</source>
        <translation>hat Bilder</translation>
    </message>
    <message>
        <source>has no images</source>
        <translation>hat keine Bilder</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>asks for JSON</source>
        <translation>verlangt JSON</translation>
    </message>
    <message>
        <source>does not ask for JSON</source>
        <translation>verlangt kein JSON</translation>
    </message>
    <message>
        <source>stream</source>
        <translation>Stream</translation>
    </message>
    <message>
        <source>wants a stream</source>
        <translation>will einen Stream</translation>
    </message>
    <message>
        <source>wants no stream</source>
        <translation>will keinen Stream</translation>
    </message>
    <message>
        <source>language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>feature</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>user tier</source>
        <translation>Benutzerstufe</translation>
    </message>
    <message>
        <source>stakes</source>
        <translation>Tragweite</translation>
    </message>
    <message>
        <source>session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>client key</source>
        <translation>Anwendungsschlüssel</translation>
    </message>
    <message>
        <source>requested model</source>
        <translation>verlangtes Modell</translation>
    </message>
    <message>
        <source>endpoint</source>
        <translation>Endpunkt</translation>
    </message>
    <message>
        <source>%1 = %2</source>
        <extracomment>comparisons of the rule language: %1 is a fact (&quot;user tier&quot;), %2 a value</extracomment>
        <translation>%1 = %2</translation>
    </message>
    <message>
        <source>%1 ≠ %2</source>
        <translation>%1 ≠ %2</translation>
    </message>
    <message>
        <source>%1 is one of %2</source>
        <translation>%1 ist eines von %2</translation>
    </message>
    <message>
        <source>%1 &lt; %2</source>
        <translation>%1 &lt; %2</translation>
    </message>
    <message>
        <source>%1 ≤ %2</source>
        <translation>%1 ≤ %2</translation>
    </message>
    <message>
        <source>%1 &gt; %2</source>
        <translation>%1 &gt; %2</translation>
    </message>
    <message>
        <source>%1 ≥ %2</source>
        <translation>%1 ≥ %2</translation>
    </message>
    <message>
        <source>%1 between %2</source>
        <translation>%1 zwischen %2</translation>
    </message>
    <message>
        <source>%1 contains %2</source>
        <translation>%1 enthält %2</translation>
    </message>
    <message>
        <source>%1 starts with %2</source>
        <translation>%1 beginnt mit %2</translation>
    </message>
    <message>
        <source>%1</source>
        <extracomment>what a rule wanted of a fact that had another value: %1 is a value</extracomment>
        <translation>%1</translation>
    </message>
    <message>
        <source>anything but %1</source>
        <translation>alles außer %1</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>eines von %1</translation>
    </message>
    <message>
        <source>less than %1</source>
        <translation>weniger als %1</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>höchstens %1</translation>
    </message>
    <message>
        <source>more than %1</source>
        <translation>mehr als %1</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>mindestens %1</translation>
    </message>
    <message>
        <source>a value between %1</source>
        <translation>einen Wert zwischen %1</translation>
    </message>
    <message>
        <source>a text with %1</source>
        <translation>einen Text mit %1</translation>
    </message>
    <message>
        <source>a text that starts with %1</source>
        <translation>einen Text, der mit %1 beginnt</translation>
    </message>
    <message>
        <source>answer complete</source>
        <translation>Antwort vollständig</translation>
    </message>
    <message>
        <source>not empty</source>
        <translation>nicht leer</translation>
    </message>
    <message>
        <source>no refusal</source>
        <translation>keine Verweigerung</translation>
    </message>
    <message>
        <source>valid JSON</source>
        <translation>gültiges JSON</translation>
    </message>
    <message>
        <source>long enough</source>
        <translation>lang genug</translation>
    </message>
    <message>
        <source>“%1”</source>
        <extracomment>a text value within a sentence</extracomment>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <extracomment>the ends of a range, both included</extracomment>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>, and </source>
        <extracomment>between the conditions of a rule that must all hold; mind the spaces</extracomment>
        <translation>, und </translation>
    </message>
    <message>
        <source>, or </source>
        <extracomment>between the conditions of a rule of which one must hold; mind the spaces</extracomment>
        <translation>, oder </translation>
    </message>
    <message>
        <source>not (%1)</source>
        <extracomment>conditions of which none may hold: %1 is their list</extracomment>
        <translation>nicht (%1)</translation>
    </message>
    <message>
        <source>always</source>
        <translation>immer</translation>
    </message>
    <message>
        <source>%1, the rule wants: %2</source>
        <extracomment>a yes-or-no fact was not as the rule wants it: %1 how it is (&quot;contains no code&quot;), %2 how it should be</extracomment>
        <translation>%1, die Regel will: %2</translation>
    </message>
    <message>
        <source>%1 was not given, the rule wants %2</source>
        <extracomment>%1 fact, %2 what the rule wants</extracomment>
        <translation>%1 war nicht angegeben, die Regel will %2</translation>
    </message>
    <message>
        <source>%1 is %2, the rule wants %3</source>
        <extracomment>%1 fact, %2 its value, %3 what the rule wants</extracomment>
        <translation>%1 ist %2, die Regel will %3</translation>
    </message>
    <message>
        <source>, then </source>
        <extracomment>between the tiers of a cascade, cheap first; mind the spaces</extracomment>
        <translation>, dann </translation>
    </message>
    <message>
        <source>Cascade: %1</source>
        <extracomment>%1 the tiers of a cascade: &quot;Small, then Frontier&quot;</extracomment>
        <translation>Kaskade: %1</translation>
    </message>
    <message>
        <source>number of questions</source>
        <translation>Zahl der Fragen</translation>
    </message>
    <message>
        <source>task type</source>
        <translation>Aufgabenart</translation>
    </message>
    <message>
        <source>intent</source>
        <translation>Absicht</translation>
    </message>
    <message>
        <source>time of day</source>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <source>weekday</source>
        <translation>Wochentag</translation>
    </message>
    <message>
        <source>last message</source>
        <translation>letzte Nachricht</translation>
    </message>
    <message>
        <source>header</source>
        <translation>Kopfzeile</translation>
    </message>
    <message>
        <source>budget left in %</source>
        <translation>restliches Budget in %</translation>
    </message>
    <message>
        <source>breaker</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>share of traffic</source>
        <translation>Anteil am Verkehr</translation>
    </message>
    <message>
        <source>%1 has the word %2</source>
        <translation>%1 enthält das Wort %2</translation>
    </message>
    <message>
        <source>%1 matches /%2/</source>
        <translation>%1 passt zu /%2/</translation>
    </message>
    <message>
        <source>a text with the word %1</source>
        <translation>ein Text mit dem Wort %1</translation>
    </message>
    <message>
        <source>a text that matches %1</source>
        <translation>ein Text, der zu %1 passt</translation>
    </message>
    <message>
        <source>%1 is not given</source>
        <extracomment>%1 is a fact such as &quot;feature&quot; of which a request says nothing, or something</extracomment>
        <translation>%1 nicht angegeben</translation>
    </message>
    <message>
        <source>%1 is given</source>
        <translation>%1 angegeben</translation>
    </message>
    <message>
        <source>%1, only %2</source>
        <extracomment>a rule that leads to one deployment only: %1 its tier, %2 the deployment</extracomment>
        <translation>%1, nur %2</translation>
    </message>
</context>
<context>
    <name>ConfigChange</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>The ceiling is reached, so this request was refused before it could cost anything. Raise the limit on the Budgets page or wait for the reset.</source>
        <translation>Die Obergrenze ist erreicht; die Anfrage wurde abgelehnt, bevor sie etwas kosten konnte. Heben Sie die Grenze auf der Seite „Budgets“ an oder warten Sie den Neubeginn ab.</translation>
    </message>
    <message>
        <source>The ledger could not be written, so nothing that costs money is called. Check the disk that holds the data folder.</source>
        <translation>Das Kassenbuch konnte nicht geschrieben werden; daher wird nichts aufgerufen, das Geld kostet. Prüfen Sie den Datenträger mit dem Datenordner.</translation>
    </message>
    <message>
        <source>Routing is paused. New requests are refused until you resume it.</source>
        <translation>Das Routing ist angehalten. Neue Anfragen werden abgelehnt, bis Sie fortsetzen.</translation>
    </message>
    <message>
        <source>There is no tier named “{tier}”.</source>
        <translation>Es gibt keine Stufe namens „{tier}“.</translation>
    </message>
    <message>
        <source>No deployment of the tier “{tier}” can carry this request: {reason}.</source>
        <translation>Kein Deployment der Stufe „{tier}“ kann diese Anfrage bedienen: {reason}.</translation>
    </message>
    <message>
        <source>The provider&apos;s key is not available. Add it on the Keys page, or unlock the keychain.</source>
        <translation>Der Schlüssel des Anbieters ist nicht verfügbar. Fügen Sie ihn auf der Seite „Schlüssel“ hinzu oder entsperren Sie den Schlüsselbund.</translation>
    </message>
    <message>
        <source>The deployment failed several times in a row and is left alone for a moment.</source>
        <translation>Das Deployment ist mehrmals nacheinander ausgefallen und wird kurz ausgesetzt.</translation>
    </message>
    <message>
        <source>The request is longer than the model&apos;s context.</source>
        <translation>Die Anfrage ist länger als der Kontext des Modells.</translation>
    </message>
    <message>
        <source>The model takes no images.</source>
        <translation>Das Modell nimmt keine Bilder an.</translation>
    </message>
    <message>
        <source>The model knows no tools.</source>
        <translation>Das Modell kennt keine Werkzeuge.</translation>
    </message>
    <message>
        <source>The model cannot be held to a JSON schema.</source>
        <translation>Das Modell lässt sich nicht auf ein JSON-Schema festlegen.</translation>
    </message>
    <message>
        <source>The model has no JSON mode.</source>
        <translation>Das Modell hat keinen JSON-Modus.</translation>
    </message>
    <message>
        <source>The model gives no log probabilities.</source>
        <translation>Das Modell liefert keine Log-Wahrscheinlichkeiten.</translation>
    </message>
    <message>
        <source>The model does not serve this kind of request.</source>
        <translation>Das Modell bedient diese Art von Anfrage nicht.</translation>
    </message>
    <message>
        <source>The request asks for a longer answer than the model can give.</source>
        <translation>Die Anfrage verlangt eine längere Antwort, als das Modell geben kann.</translation>
    </message>
    <message>
        <source>The application sent no key. It has to send one of the virtual keys of the Keys page.</source>
        <translation>Die Anwendung hat keinen Schlüssel gesendet. Sie muss einen der virtuellen Schlüssel der Seite „Schlüssel“ senden.</translation>
    </message>
    <message>
        <source>This virtual key is not known here.</source>
        <translation>Dieser virtuelle Schlüssel ist hier nicht bekannt.</translation>
    </message>
    <message>
        <source>A virtual key with this value is already there.</source>
        <translation>Einen virtuellen Schlüssel mit diesem Wert gibt es schon.</translation>
    </message>
    <message>
        <source>The application closed the connection before the answer was complete.</source>
        <translation>Die Anwendung hat die Verbindung geschlossen, bevor die Antwort vollständig war.</translation>
    </message>
    <message>
        <source>This request is not in the log any more.</source>
        <translation>Diese Anfrage steht nicht mehr im Protokoll.</translation>
    </message>
    <message>
        <source>The request is not valid JSON.</source>
        <translation>Die Anfrage ist kein gültiges JSON.</translation>
    </message>
    <message>
        <source>The request is JSON, but not an object.</source>
        <translation>Die Anfrage ist JSON, aber kein Objekt.</translation>
    </message>
    <message>
        <source>The request has the field “{param}” twice.</source>
        <translation>Die Anfrage enthält das Feld „{param}“ doppelt.</translation>
    </message>
    <message>
        <source>The request is nested too deeply.</source>
        <translation>Die Anfrage ist zu tief verschachtelt.</translation>
    </message>
    <message>
        <source>The field “{param}” is missing.</source>
        <translation>Das Feld „{param}“ fehlt.</translation>
    </message>
    <message>
        <source>The field “{param}” has the wrong type.</source>
        <translation>Das Feld „{param}“ hat den falschen Typ.</translation>
    </message>
    <message>
        <source>The field “{param}” is outside of its range.</source>
        <translation>Das Feld „{param}“ liegt außerhalb seines Bereichs.</translation>
    </message>
    <message>
        <source>The model name is empty, too long or has characters that no model name has.</source>
        <translation>Der Modellname ist leer, zu lang oder enthält Zeichen, die kein Modellname hat.</translation>
    </message>
    <message>
        <source>The request names its own destination or key (“{param}”). Destinations come from the configuration only.</source>
        <translation>Die Anfrage nennt ein eigenes Ziel oder einen eigenen Schlüssel („{param}“). Ziele kommen nur aus der Konfiguration.</translation>
    </message>
    <message>
        <source>The request was addressed to another host name than this computer&apos;s own.</source>
        <translation>Die Anfrage war an einen anderen Rechnernamen als den dieses Rechners gerichtet.</translation>
    </message>
    <message>
        <source>A web page that is not allowed here tried to send this request.</source>
        <translation>Eine hier nicht zugelassene Webseite wollte diese Anfrage senden.</translation>
    </message>
    <message>
        <source>This path does not take this method.</source>
        <translation>Dieser Pfad nimmt diese Methode nicht an.</translation>
    </message>
    <message>
        <source>The request is too large.</source>
        <translation>Die Anfrage ist zu groß.</translation>
    </message>
    <message>
        <source>The request has the header “{param}” twice.</source>
        <translation>Die Anfrage enthält die Kopfzeile „{param}“ doppelt.</translation>
    </message>
    <message>
        <source>There is nothing under this path. The base URL ends with /v1.</source>
        <translation>Unter diesem Pfad gibt es nichts. Die Basis-URL endet mit /v1.</translation>
    </message>
    <message>
        <source>The request was not sent as application/json.</source>
        <translation>Die Anfrage wurde nicht als application/json gesendet.</translation>
    </message>
    <message>
        <source>Compressed requests are not taken.</source>
        <translation>Komprimierte Anfragen werden nicht angenommen.</translation>
    </message>
    <message>
        <source>Signalbox was stopping when this request came in.</source>
        <translation>Signalbox wurde gerade beendet, als diese Anfrage kam.</translation>
    </message>
    <message>
        <source>Only programs of the same user may call Signalbox.</source>
        <translation>Nur Programme desselben Benutzers dürfen Signalbox aufrufen.</translation>
    </message>
    <message>
        <source>Too many connections were open at the same time.</source>
        <translation>Es waren zu viele Verbindungen gleichzeitig offen.</translation>
    </message>
    <message>
        <source>The provider answered with an error.</source>
        <translation>Der Anbieter hat mit einem Fehler geantwortet.</translation>
    </message>
    <message>
        <source>The provider&apos;s answer is not JSON.</source>
        <translation>Die Antwort des Anbieters ist kein JSON.</translation>
    </message>
    <message>
        <source>The provider&apos;s answer does not have the expected form.</source>
        <translation>Die Antwort des Anbieters hat nicht die erwartete Form.</translation>
    </message>
    <message>
        <source>One event of the provider&apos;s stream is too large.</source>
        <translation>Ein Ereignis im Stream des Anbieters ist zu groß.</translation>
    </message>
    <message>
        <source>The provider could not be reached.</source>
        <translation>Der Anbieter war nicht erreichbar.</translation>
    </message>
    <message>
        <source>The provider&apos;s host name could not be resolved.</source>
        <translation>Der Rechnername des Anbieters konnte nicht aufgelöst werden.</translation>
    </message>
    <message>
        <source>The provider did not take the connection in time.</source>
        <translation>Der Anbieter hat die Verbindung nicht rechtzeitig angenommen.</translation>
    </message>
    <message>
        <source>No safe connection to the provider: its certificate or its handshake was refused.</source>
        <translation>Keine sichere Verbindung zum Anbieter: Zertifikat oder TLS-Handshake wurden abgelehnt.</translation>
    </message>
    <message>
        <source>The provider&apos;s name leads to an address that must not be called.</source>
        <translation>Der Name des Anbieters führt zu einer Adresse, die nicht aufgerufen werden darf.</translation>
    </message>
    <message>
        <source>The provider stopped taking the request.</source>
        <translation>Der Anbieter hat die Annahme der Anfrage abgebrochen.</translation>
    </message>
    <message>
        <source>The provider closed the connection without an answer.</source>
        <translation>Der Anbieter hat die Verbindung ohne Antwort geschlossen.</translation>
    </message>
    <message>
        <source>The provider did not answer in time.</source>
        <translation>Der Anbieter hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>The provider&apos;s answer is not valid HTTP.</source>
        <translation>Die Antwort des Anbieters ist kein gültiges HTTP.</translation>
    </message>
    <message>
        <source>The provider&apos;s answer ended too early.</source>
        <translation>Die Antwort des Anbieters endete zu früh.</translation>
    </message>
    <message>
        <source>The provider&apos;s answer could not be decoded.</source>
        <translation>Die Antwort des Anbieters konnte nicht dekodiert werden.</translation>
    </message>
    <message>
        <source>The provider&apos;s stream has an event that can&apos;t be read.</source>
        <translation>Der Stream des Anbieters enthält ein unlesbares Ereignis.</translation>
    </message>
    <message>
        <source>The provider&apos;s stream ended without content.</source>
        <translation>Der Stream des Anbieters endete ohne Inhalt.</translation>
    </message>
    <message>
        <source>The provider&apos;s answer is empty.</source>
        <translation>Die Antwort des Anbieters ist leer.</translation>
    </message>
    <message>
        <source>The provider answered with a redirect, which is not followed. Check the base URL.</source>
        <translation>Der Anbieter hat mit einer Weiterleitung geantwortet; ihr wird nicht gefolgt. Prüfen Sie die Basis-URL.</translation>
    </message>
    <message>
        <source>The provider answered with an unexpected status.</source>
        <translation>Der Anbieter hat mit einem unerwarteten Status geantwortet.</translation>
    </message>
    <message>
        <source>The provider does not accept the key. Replace it on the Keys page.</source>
        <translation>Der Anbieter akzeptiert den Schlüssel nicht. Ersetzen Sie ihn auf der Seite „Schlüssel“.</translation>
    </message>
    <message>
        <source>The account at the provider has no credit left.</source>
        <translation>Das Konto beim Anbieter hat kein Guthaben mehr.</translation>
    </message>
    <message>
        <source>The provider does not know this model or path. Check the model&apos;s name and the base URL.</source>
        <translation>Der Anbieter kennt dieses Modell oder diesen Pfad nicht. Prüfen Sie den Modellnamen und die Basis-URL.</translation>
    </message>
    <message>
        <source>The provider&apos;s rate limit is reached.</source>
        <translation>Die Ratengrenze des Anbieters ist erreicht.</translation>
    </message>
    <message>
        <source>The provider is overloaded or down.</source>
        <translation>Der Anbieter ist überlastet oder ausgefallen.</translation>
    </message>
    <message>
        <source>The provider&apos;s content filter refused the request.</source>
        <translation>Der Inhaltsfilter des Anbieters hat die Anfrage abgelehnt.</translation>
    </message>
    <message>
        <source>The provider refused the request as malformed.</source>
        <translation>Der Anbieter hat die Anfrage als fehlerhaft abgelehnt.</translation>
    </message>
    <message>
        <source>The request is too large for the provider.</source>
        <translation>Die Anfrage ist dem Anbieter zu groß.</translation>
    </message>
    <message>
        <source>The provider reports a conflict.</source>
        <translation>Der Anbieter meldet einen Konflikt.</translation>
    </message>
    <message>
        <source>No safe connections are possible: the certificates of this system can&apos;t be read.</source>
        <translation>Sichere Verbindungen sind nicht möglich: Die Zertifikate dieses Systems sind nicht lesbar.</translation>
    </message>
    <message>
        <source>The certificate file can&apos;t be read.</source>
        <translation>Die Zertifikatsdatei ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Another Signalbox (process {pid}) uses this data folder.</source>
        <translation>Ein anderes Signalbox (Prozess {pid}) verwendet diesen Datenordner.</translation>
    </message>
    <message>
        <source>Port {port} is in use by another program. Routing is off.</source>
        <translation>Port {port} wird von einem anderen Programm benutzt. Das Routing ist aus.</translation>
    </message>
    <message>
        <source>The port could not be opened ({reason}). Routing is off.</source>
        <translation>Der Port konnte nicht geöffnet werden ({reason}). Das Routing ist aus.</translation>
    </message>
    <message>
        <source>The disk is full. Paid tiers are paused until there is room again.</source>
        <translation>Der Datenträger ist voll. Bezahlte Stufen ruhen, bis wieder Platz ist.</translation>
    </message>
    <message>
        <source>Another program holds the database. Try again in a moment.</source>
        <translation>Ein anderes Programm hält die Datenbank. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The disk reports an error ({detail}).</source>
        <translation>Der Datenträger meldet einen Fehler ({detail}).</translation>
    </message>
    <message>
        <source>The database is damaged. Its file is kept as it is; restore a copy or move it away.</source>
        <translation>Die Datenbank ist beschädigt. Die Datei bleibt, wie sie ist; spielen Sie eine Kopie zurück oder verschieben Sie sie.</translation>
    </message>
    <message>
        <source>The database was written by a newer Signalbox. Update this program.</source>
        <translation>Die Datenbank wurde von einem neueren Signalbox geschrieben. Aktualisieren Sie dieses Programm.</translation>
    </message>
    <message>
        <source>The database reports an error ({detail}).</source>
        <translation>Die Datenbank meldet einen Fehler ({detail}).</translation>
    </message>
    <message>
        <source>The ledger is older than its anchor: a copy was put back. Check it with “signalbox ledger verify”.</source>
        <translation>Das Kassenbuch ist älter als sein Anker: Eine Kopie wurde zurückgespielt. Prüfen Sie es mit „signalbox ledger verify“.</translation>
    </message>
    <message>
        <source>The ledger&apos;s chain is broken. Check it with “signalbox ledger verify”.</source>
        <translation>Die Kette des Kassenbuchs ist unterbrochen. Prüfen Sie es mit „signalbox ledger verify“.</translation>
    </message>
    <message>
        <source>The file {path} cannot be read.</source>
        <translation>Die Datei {path} kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The file {path} cannot be written, so nothing was changed.</source>
        <translation>Die Datei {path} kann nicht geschrieben werden; es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>No keychain service is running. Keys can be used for this session only.</source>
        <translation>Es läuft kein Schlüsselbunddienst. Schlüssel gelten nur für diese Sitzung.</translation>
    </message>
    <message>
        <source>The keychain is locked. Unlock it and try again, or use the key for this session only.</source>
        <translation>Der Schlüsselbund ist gesperrt. Entsperren Sie ihn und versuchen Sie es erneut, oder verwenden Sie den Schlüssel nur für diese Sitzung.</translation>
    </message>
    <message>
        <source>The keychain holds no such key: it is locked, or the key was removed.</source>
        <translation>Der Schlüsselbund enthält keinen solchen Schlüssel: Er ist gesperrt, oder der Schlüssel wurde entfernt.</translation>
    </message>
    <message>
        <source>A key has visible characters only, no spaces or line breaks.</source>
        <translation>Ein Schlüssel hat nur sichtbare Zeichen, keine Leerzeichen oder Zeilenumbrüche.</translation>
    </message>
    <message>
        <source>A key is named as keychain:NAME, session:NAME or env:NAME.</source>
        <translation>Ein Schlüssel wird als keychain:NAME, session:NAME oder env:NAME benannt.</translation>
    </message>
    <message>
        <source>The key is still in the keychain. Unlock the keychain and remove it again.</source>
        <translation>Der Schlüssel ist noch im Schlüsselbund. Entsperren Sie den Schlüsselbund und entfernen Sie ihn erneut.</translation>
    </message>
    <message>
        <source>The reading of the log was stopped.</source>
        <translation>Das Lesen des Protokolls wurde abgebrochen.</translation>
    </message>
    <message>
        <source>“{token}” is not a field of the filter. Put it in quotes to look for the word.</source>
        <translation>„{token}“ ist kein Feld des Filters. Setzen Sie es in Anführungszeichen, um nach dem Wort zu suchen.</translation>
    </message>
    <message>
        <source>“{token}” names a field that the filter has already.</source>
        <translation>„{token}“ nennt ein Feld, das der Filter schon hat.</translation>
    </message>
    <message>
        <source>A quote is opened and not closed: {token}</source>
        <translation>Ein Anführungszeichen ist geöffnet, aber nicht geschlossen: {token}</translation>
    </message>
    <message>
        <source>“{token}” is not something the filter understands.</source>
        <translation>„{token}“ versteht der Filter nicht.</translation>
    </message>
    <message>
        <source>The configuration was written by a newer Signalbox. Update this program; until then it stays as it is.</source>
        <translation>Die Konfiguration wurde von einem neueren Signalbox geschrieben. Aktualisieren Sie dieses Programm; bis dahin bleibt sie, wie sie ist.</translation>
    </message>
    <message>
        <source>The configuration is larger than 1 MiB.</source>
        <translation>Die Konfiguration ist größer als 1 MiB.</translation>
    </message>
    <message>
        <source>This value does not fit the configuration&apos;s schema.</source>
        <translation>Dieser Wert passt nicht zum Schema der Konfiguration.</translation>
    </message>
    <message>
        <source>This name is taken. Choose another one.</source>
        <translation>Dieser Name ist vergeben. Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>There is no provider named “{provider}”.</source>
        <translation>Es gibt keinen Anbieter namens „{provider}“.</translation>
    </message>
    <message>
        <source>There has to be at least one rule.</source>
        <translation>Es muss mindestens eine Regel geben.</translation>
    </message>
    <message>
        <source>Two rules have the same id.</source>
        <translation>Zwei Regeln haben dieselbe Kennung.</translation>
    </message>
    <message>
        <source>A rule has no id.</source>
        <translation>Eine Regel hat keine Kennung.</translation>
    </message>
    <message>
        <source>The last rule must always match, so that every request has a way.</source>
        <translation>Die letzte Regel muss immer zutreffen, damit jede Anfrage einen Weg hat.</translation>
    </message>
    <message>
        <source>The strategy is “direct” or “cascade”.</source>
        <translation>Die Strategie ist „direct“ oder „cascade“.</translation>
    </message>
    <message>
        <source>A direct route names one tier, a cascade two or more.</source>
        <translation>Ein direkter Weg nennt eine Stufe, eine Kaskade zwei oder mehr.</translation>
    </message>
    <message>
        <source>There is no validator of this name.</source>
        <translation>Es gibt keine Prüfung dieses Namens.</translation>
    </message>
    <message>
        <source>This is not a condition: it needs a fact with an operator, or all, any or none.</source>
        <translation>Das ist keine Bedingung: Sie braucht ein Merkmal mit einem Operator oder all, any oder none.</translation>
    </message>
    <message>
        <source>There is no fact of this name.</source>
        <translation>Es gibt kein Merkmal dieses Namens.</translation>
    </message>
    <message>
        <source>There is no operator of this name.</source>
        <translation>Es gibt keinen Operator dieses Namens.</translation>
    </message>
    <message>
        <source>This operator does not fit the fact&apos;s type.</source>
        <translation>Dieser Operator passt nicht zum Typ des Merkmals.</translation>
    </message>
    <message>
        <source>The value does not fit the fact&apos;s type.</source>
        <translation>Der Wert passt nicht zum Typ des Merkmals.</translation>
    </message>
    <message>
        <source>Conditions nest four levels deep at most.</source>
        <translation>Bedingungen sind höchstens vier Ebenen tief.</translation>
    </message>
    <message>
        <source>Write the amount in dollars, such as 20 or 20.00.</source>
        <translation>Schreiben Sie den Betrag in Dollar, etwa 20 oder 20.00.</translation>
    </message>
    <message>
        <source>This amount is outside of the range.</source>
        <translation>Dieser Betrag liegt außerhalb des Bereichs.</translation>
    </message>
    <message>
        <source>Write the price in dollars per million tokens, such as 2.50.</source>
        <translation>Schreiben Sie den Preis in Dollar pro Million Tokens, etwa 2.50.</translation>
    </message>
    <message>
        <source>A price lies between 0 and 1,000,000 dollars per million tokens.</source>
        <translation>Ein Preis liegt zwischen 0 und 1.000.000 Dollar pro Million Tokens.</translation>
    </message>
    <message>
        <source>The price list cannot be read.</source>
        <translation>Die Preisliste kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>There is no time zone of this name.</source>
        <translation>Es gibt keine Zeitzone dieses Namens.</translation>
    </message>
    <message>
        <source>The day starts between 00:00 and 23:59.</source>
        <translation>Der Tag beginnt zwischen 00:00 und 23:59.</translation>
    </message>
    <message>
        <source>This is not an address. It looks like https://api.example.com/v1.</source>
        <translation>Das ist keine Adresse. Sie sieht aus wie https://api.example.com/v1.</translation>
    </message>
    <message>
        <source>The address must begin with https://, or with http:// for a local provider.</source>
        <translation>Die Adresse muss mit https:// beginnen, oder bei einem lokalen Anbieter mit http://.</translation>
    </message>
    <message>
        <source>The address must not contain a user name or password.</source>
        <translation>Die Adresse darf weder Benutzernamen noch Passwort enthalten.</translation>
    </message>
    <message>
        <source>Plain http is allowed to this computer only, for a provider marked as local.</source>
        <translation>Unverschlüsseltes http ist nur zu diesem Rechner erlaubt, für einen als lokal markierten Anbieter.</translation>
    </message>
    <message>
        <source>This address must not be called.</source>
        <translation>Diese Adresse darf nicht aufgerufen werden.</translation>
    </message>
    <message>
        <source>This entry is not in the configuration any more. It was changed elsewhere.</source>
        <translation>Dieser Eintrag steht nicht mehr in der Konfiguration. Sie wurde anderswo geändert.</translation>
    </message>
    <message>
        <source>“{id}” is still in use: {where}.</source>
        <translation>„{id}“ wird noch benutzt: {where}.</translation>
    </message>
    <message>
        <source>This is not JSON here. Check commas, quotes and brackets around this place.</source>
        <translation>Hier ist es kein JSON. Prüfen Sie Kommas, Anführungszeichen und Klammern um diese Stelle.</translation>
    </message>
    <message>
        <source>JSON knows no comments. Use a rule&apos;s “note”, or delete it.</source>
        <translation>JSON kennt keine Kommentare. Verwenden Sie „note“ einer Regel, oder löschen Sie ihn.</translation>
    </message>
    <message>
        <source>A comma stands before the closing bracket. Delete it.</source>
        <translation>Vor der schließenden Klammer steht ein Komma. Löschen Sie es.</translation>
    </message>
    <message>
        <source>“{name}” stands twice in this object. Keep one of them.</source>
        <translation>„{name}“ steht zweimal in diesem Objekt. Behalten Sie eines davon.</translation>
    </message>
    <message>
        <source>The file is not valid UTF-8.</source>
        <translation>Die Datei ist kein gültiges UTF-8.</translation>
    </message>
    <message>
        <source>The schema number is unknown. Write {known}.</source>
        <translation>Die Schemanummer ist unbekannt. Schreiben Sie {known}.</translation>
    </message>
    <message>
        <source>There is no field “{field}” here.</source>
        <translation>Ein Feld „{field}“ gibt es hier nicht.</translation>
    </message>
    <message>
        <source>This is longer than {max} bytes.</source>
        <translation>Das ist länger als {max} Bytes.</translation>
    </message>
    <message>
        <source>“{field}” can be neither dropped nor renamed.</source>
        <translation>„{field}“ kann weder weggelassen noch umbenannt werden.</translation>
    </message>
    <message>
        <source>The list is empty. It needs at least one entry.</source>
        <translation>Die Liste ist leer. Sie braucht mindestens einen Eintrag.</translation>
    </message>
    <message>
        <source>The list has more than {max} entries.</source>
        <translation>Die Liste hat mehr als {max} Einträge.</translation>
    </message>
    <message>
        <source>“{value}” is not one of: {known}.</source>
        <translation>„{value}“ ist keines von: {known}.</translation>
    </message>
    <message>
        <source>The range is upside down.</source>
        <translation>Der Bereich steht auf dem Kopf.</translation>
    </message>
    <message>
        <source>Use letters, digits, “.”, “_” and “-”, beginning with a letter or digit.</source>
        <translation>Verwenden Sie Buchstaben, Ziffern, „.“, „_“ und „-“, beginnend mit Buchstabe oder Ziffer.</translation>
    </message>
    <message>
        <source>Keys never stand in the configuration. Name the place of the key: keychain:NAME, env:NAME or session:NAME.</source>
        <translation>Schlüssel stehen nie in der Konfiguration. Nennen Sie den Ort des Schlüssels: keychain:NAME, env:NAME oder session:NAME.</translation>
    </message>
    <message>
        <source>This provider takes no key, so this one would never be used.</source>
        <translation>Dieser Anbieter nimmt keinen Schlüssel; dieser würde nie benutzt.</translation>
    </message>
    <message>
        <source>The sandbox is simulated on this computer and has no other address.</source>
        <translation>Die Sandbox wird auf diesem Rechner simuliert und hat keine andere Adresse.</translation>
    </message>
    <message>
        <source>The API version belongs to Azure and looks like 2024-10-21.</source>
        <translation>Die API-Version gehört zu Azure und sieht aus wie 2024-10-21.</translation>
    </message>
    <message>
        <source>The path must be absolute: it begins with “/”.</source>
        <translation>Der Pfad muss absolut sein: Er beginnt mit „/“.</translation>
    </message>
    <message>
        <source>The header “{field}” can&apos;t be set here.</source>
        <translation>Die Kopfzeile „{field}“ kann hier nicht gesetzt werden.</translation>
    </message>
    <message>
        <source>The value of “{field}” must be 1 to 1,024 visible ASCII characters.</source>
        <translation>Der Wert von „{field}“ muss 1 bis 1.024 sichtbare ASCII-Zeichen haben.</translation>
    </message>
    <message>
        <source>A number would be rounded. Write it as text: &quot;2.50&quot;.</source>
        <translation>Eine Zahl würde gerundet. Schreiben Sie sie als Text: &quot;2.50&quot;.</translation>
    </message>
    <message>
        <source>The only price that is a word is “free”.</source>
        <translation>Der einzige Preis, der ein Wort ist, ist „free“.</translation>
    </message>
    <message>
        <source>All prices are zero. Choose “free” if it costs nothing.</source>
        <translation>Alle Preise sind null. Wählen Sie „free“, wenn es nichts kostet.</translation>
    </message>
    <message>
        <source>The factor lies between 0.000001 and 100, such as 1.05.</source>
        <translation>Der Faktor liegt zwischen 0.000001 und 100, etwa 1.05.</translation>
    </message>
    <message>
        <source>A number would be rounded. Write the amount as text: &quot;20.00&quot;.</source>
        <translation>Eine Zahl würde gerundet. Schreiben Sie den Betrag als Text: &quot;20.00&quot;.</translation>
    </message>
    <message>
        <source>A limit can&apos;t be negative. 0.00 blocks everything.</source>
        <translation>Eine Grenze kann nicht negativ sein. 0.00 sperrt alles.</translation>
    </message>
    <message>
        <source>The longest answer is longer than the model&apos;s context.</source>
        <translation>Die längste Antwort ist länger als der Kontext des Modells.</translation>
    </message>
    <message>
        <source>{deployment} is already in this chain.</source>
        <translation>{deployment} ist schon in dieser Kette.</translation>
    </message>
    <message>
        <source>No price is known for {model}, so it can&apos;t be used under a ceiling. Set a price.</source>
        <translation>Für {model} ist kein Preis bekannt; unter einer Obergrenze kann es nicht benutzt werden. Setzen Sie einen Preis.</translation>
    </message>
    <message>
        <source>“{origin}” is not an origin. Write scheme, host and port alone.</source>
        <translation>„{origin}“ ist kein Ursprung. Schreiben Sie nur Schema, Rechner und Port.</translation>
    </message>
    <message>
        <source>“{text}” is not a time. Write it like 04:00.</source>
        <translation>„{text}“ ist keine Uhrzeit. Schreiben Sie sie wie 04:00.</translation>
    </message>
    <message>
        <source>“clamp_floor” is above “default_max_output”.</source>
        <translation>„clamp_floor“ liegt über „default_max_output“.</translation>
    </message>
    <message>
        <source>No ceiling holds for all traffic, so a day may cost any amount. Add one.</source>
        <translation>Keine Obergrenze gilt für den gesamten Verkehr; ein Tag kann beliebig viel kosten. Fügen Sie eine hinzu.</translation>
    </message>
    <message>
        <source>A share lies above 0 and up to 10: 0.8 is 80 %.</source>
        <translation>Ein Anteil liegt über 0 und bis 10: 0.8 sind 80 %.</translation>
    </message>
    <message>
        <source>“{id}” can&apos;t be the id of a rule.</source>
        <translation>„{id}“ kann nicht die Kennung einer Regel sein.</translation>
    </message>
    <message>
        <source>Checks belong to a cascade, which needs at least one.</source>
        <translation>Prüfungen gehören zu einer Kaskade, die mindestens eine braucht.</translation>
    </message>
    <message>
        <source>The facts of this record can&apos;t be read.</source>
        <translation>Die Merkmale dieses Eintrags sind nicht lesbar.</translation>
    </message>
    <message>
        <source>The provider answered with the status %1.</source>
        <extracomment>%1 is an HTTP status</extracomment>
        <translation>Der Anbieter hat mit dem Status %1 geantwortet.</translation>
    </message>
    <message>
        <source>Line %1, column %2: %3</source>
        <extracomment>a place in the configuration file and what is wrong there: %1 line, %2 column, %3 sentence</extracomment>
        <translation>Zeile %1, Spalte %2: %3</translation>
    </message>
    <message>
        <source>The file is larger than 1 MiB.</source>
        <translation>Die Datei ist größer als 1 MiB.</translation>
    </message>
    <message>
        <source>The file is nested too deeply.</source>
        <translation>Die Datei ist zu tief verschachtelt.</translation>
    </message>
    <message>
        <source>There is no list of rules in the file. It has to be under “rules”.</source>
        <translation>In der Datei steht keine Liste von Regeln. Sie muss unter „rules“ stehen.</translation>
    </message>
    <message>
        <source>There is no channel “{channel}” in the configuration that is in force.</source>
        <translation>In der geltenden Konfiguration gibt es keinen Kanal „{channel}“.</translation>
    </message>
    <message>
        <source>The secret “{reference}” is not at hand. Store it below, or unlock the keychain.</source>
        <translation>Das Geheimnis „{reference}“ liegt nicht vor. Hinterlegen Sie es unten oder entsperren Sie den Schlüsselbund.</translation>
    </message>
    <message>
        <source>The name leads to an address that no such service has, so nothing was sent.</source>
        <translation>Der Name führt zu einer Adresse, die kein solcher Dienst hat; es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The other side answered with a redirect ({status}), which is never followed. Use the final address.</source>
        <translation>Die Gegenseite antwortete mit einer Umleitung ({status}), der nie gefolgt wird. Verwenden Sie die endgültige Adresse.</translation>
    </message>
    <message>
        <source>The other side answered with status {status}.</source>
        <translation>Die Gegenseite antwortete mit dem Status {status}.</translation>
    </message>
    <message>
        <source>The other side did not answer in time.</source>
        <translation>Die Gegenseite antwortete nicht rechtzeitig.</translation>
    </message>
    <message>
        <source>The certificate or the TLS handshake was refused.</source>
        <translation>Zertifikat oder TLS-Aushandlung wurde abgelehnt.</translation>
    </message>
    <message>
        <source>No connection could be made ({reason}).</source>
        <translation>Es kam keine Verbindung zustande ({reason}).</translation>
    </message>
    <message>
        <source>Too many messages were waiting; the oldest was given up.</source>
        <translation>Zu viele Nachrichten warteten; die älteste wurde aufgegeben.</translation>
    </message>
    <message>
        <source>The mail server offers no TLS, so nothing was sent.</source>
        <translation>Der Mailserver bietet kein TLS an; es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The mail server refused name or password.</source>
        <translation>Der Mailserver lehnte Name oder Passwort ab.</translation>
    </message>
    <message>
        <source>The mail server refused the mail ({status}).</source>
        <translation>Der Mailserver lehnte die E-Mail ab ({status}).</translation>
    </message>
    <message>
        <source>Whoever knows this URL can write there: keep it in the keychain and name it as keychain:NAME.</source>
        <translation>Wer diese URL kennt, kann dort schreiben: Legen Sie sie im Schlüsselbund ab und nennen Sie sie als keychain:NAME.</translation>
    </message>
    <message>
        <source>This is not a plain mail address.</source>
        <translation>Das ist keine einfache E-Mail-Adresse.</translation>
    </message>
    <message>
        <source>This is not a host name; the port has a field of its own.</source>
        <translation>Das ist kein Rechnername; der Port hat ein eigenes Feld.</translation>
    </message>
    <message>
        <source>This regular expression can&apos;t be taken (RE2): {reason}.</source>
        <translation>Dieser reguläre Ausdruck ist nicht möglich (RE2): {reason}.</translation>
    </message>
    <message>
        <source>This regular expression is too large: {size} steps, at most {max}. Write less repetition.</source>
        <translation>Dieser reguläre Ausdruck ist zu groß: {size} Schritte, höchstens {max}. Weniger wiederholen.</translation>
    </message>
    <message>
        <source>No tier has the deployment “{deployment}”. Choose another one.</source>
        <translation>Keine Stufe hat das Deployment „{deployment}“. Ein anderes wählen.</translation>
    </message>
    <message>
        <source>There is no intent “{intent}”. Declare it in the configuration, with examples.</source>
        <translation>Es gibt keine Absicht „{intent}“. Sie gehört mit Beispielen in die Konfiguration.</translation>
    </message>
    <message>
        <source>The rule “{rule}” is never reached: {by} above takes every request that it matches. Move it up or delete it.</source>
        <translation>Die Regel „{rule}“ wird nie erreicht: {by} darüber nimmt jede Anfrage, auf die sie passt. Nach oben verschieben oder löschen.</translation>
    </message>
    <message>
        <source>The rule “{rule}” matches nothing: {tests} can&apos;t hold together.</source>
        <translation>Auf die Regel „{rule}“ passt nichts: {tests} können nicht zugleich gelten.</translation>
    </message>
    <message>
        <source>The rule “{rule}” changes nothing: {by} below would do the same. It can be deleted.</source>
        <translation>Die Regel „{rule}“ ändert nichts: {by} darunter täte dasselbe. Sie kann gelöscht werden.</translation>
    </message>
    <message>
        <source>Nobody can say where this request would go: what the rule “{rule}” asks for was not recorded with it.</source>
        <translation>Niemand kann sagen, wohin diese Anfrage ginge: wonach die Regel „{rule}“ fragt, wurde nicht mit aufgezeichnet.</translation>
    </message>
    <message>
        <source>The version {version} of the rules is not stored here.</source>
        <translation>Die Version {version} der Regeln ist hier nicht gespeichert.</translation>
    </message>
    <message>
        <source>The file is none that can be imported: rules or a configuration of Signalbox, LiteLLM (YAML), Portkey, or claude-code-router.</source>
        <translation>Diese Datei lässt sich nicht importieren. Möglich sind Regeln oder eine Konfiguration von Signalbox, LiteLLM (YAML), Portkey oder claude-code-router.</translation>
    </message>
    <message>
        <source>Nothing in the file can be mapped to tiers and rules.</source>
        <translation>Nichts in der Datei lässt sich auf Stufen und Regeln abbilden.</translation>
    </message>
    <message>
        <source>What the file says can&apos;t be made a configuration here: {problem}.</source>
        <translation>Was die Datei sagt, ergibt hier keine Konfiguration: {problem}.</translation>
    </message>
    <message>
        <source>The file is neither valid JSON nor valid YAML (line {line}, column {column}): {reason}.</source>
        <translation>Die Datei ist weder gültiges JSON noch gültiges YAML (Zeile {line}, Spalte {column}): {reason}.</translation>
    </message>
    <message>
        <source>“{text}” is no moment. Write it like 2026-11-22, or 24h for the last day.</source>
        <translation>„{text}“ ist kein Zeitpunkt. Etwa 2026-11-22 schreiben oder 24h für den letzten Tag.</translation>
    </message>
    <message>
        <source>This attempt is settled already; only uncertain ones can be resolved.</source>
        <translation>Dieser Versuch ist schon abgerechnet; nur ungewisse lassen sich klären.</translation>
    </message>
    <message>
        <source>An uncertain attempt is resolved as billed or as not billed.</source>
        <translation>Ein ungewisser Versuch wird als berechnet oder als nicht berechnet geklärt.</translation>
    </message>
    <message>
        <source>The script of the sandbox can&apos;t be read.</source>
        <translation>Das Skript der Sandbox ist nicht lesbar.</translation>
    </message>
    <message>
        <source>A ceiling was reached, and it cuts what is in flight. What came is billed.</source>
        <translation>Eine Obergrenze wurde erreicht, und sie bricht ab, was gerade läuft. Was schon kam, wird berechnet.</translation>
    </message>
    <message>
        <source>Everything was stopped by hand. Nothing is sent until it is released.</source>
        <translation>Alles wurde von Hand angehalten. Bis zur Freigabe wird nichts gesendet.</translation>
    </message>
    <message>
        <source>“{scope}” is not a scope. Use global, sandbox, or tier, provider, key, feature or session with :NAME or :*.</source>
        <translation>„{scope}“ ist kein Geltungsbereich. Möglich sind global, sandbox oder tier, provider, key, feature oder session mit :NAME oder :*.</translation>
    </message>
    <message>
        <source>There is no rule “{rule}”.</source>
        <translation>Es gibt keine Regel „{rule}“.</translation>
    </message>
    <message>
        <source>There is no ceiling “{ceiling}”.</source>
        <translation>Es gibt keine Obergrenze „{ceiling}“.</translation>
    </message>
    <message>
        <source>A raise must lie above the ceiling&apos;s own limit of ${limit}.</source>
        <translation>Eine Anhebung muss über dem eigenen Betrag der Obergrenze von {limit} $ liegen.</translation>
    </message>
    <message>
        <source>The raise would be over already. Choose a later end.</source>
        <translation>Die Anhebung wäre schon vorbei. Wählen Sie ein späteres Ende.</translation>
    </message>
    <message>
        <source>This raise is over already.</source>
        <translation>Diese Anhebung ist schon vorbei.</translation>
    </message>
    <message>
        <source>Two ceilings have the same scope and window.</source>
        <translation>Zwei Obergrenzen haben denselben Geltungsbereich und Zeitraum.</translation>
    </message>
    <message>
        <source>The tier “{id}” of the import stays: it was edited since. Remove it by hand.</source>
        <translation>Die Stufe „{id}“ des Imports bleibt: Sie wurde seither geändert. Entfernen Sie sie von Hand.</translation>
    </message>
    <message>
        <source>The tier “{id}” of the import stays: {uses} names it.</source>
        <translation>Die Stufe „{id}“ des Imports bleibt: {uses} nennt sie.</translation>
    </message>
    <message>
        <source>The provider “{id}” of the import stays: it was edited since. Remove it by hand.</source>
        <translation>Der Anbieter „{id}“ des Imports bleibt: Er wurde seither geändert. Entfernen Sie ihn von Hand.</translation>
    </message>
    <message>
        <source>The provider “{id}” of the import stays: {uses} names it.</source>
        <translation>Der Anbieter „{id}“ des Imports bleibt: {uses} nennt ihn.</translation>
    </message>
    <message>
        <source>The model has no price, so the ceiling blocks it. Set a price on the Prices page.</source>
        <translation>Das Modell hat keinen Preis, deshalb sperrt es die Obergrenze. Auf der Seite „Preise“ lässt er sich setzen.</translation>
    </message>
    <message>
        <source>The prices take more than {max} bytes.</source>
        <translation>Die Preise brauchen mehr als {max} Bytes.</translation>
    </message>
    <message>
        <source>There are {max} prices by date already. Import fewer models.</source>
        <translation>Es gibt schon {max} Preise nach Datum. Importieren Sie weniger Modelle.</translation>
    </message>
    <message>
        <source>The file with your prices ({path}) is no JSON. Repair it, or move it away to go back to the built-in prices.</source>
        <translation>Die Datei mit Ihren Preisen ({path}) ist kein JSON. Reparieren Sie sie, oder legen Sie sie beiseite, dann gelten wieder die eingebauten Preise.</translation>
    </message>
    <message>
        <source>The file with your prices ({path}) is wrong at {pointer}. Repair it, or move it away to go back to the built-in prices.</source>
        <translation>Die Datei mit Ihren Preisen ({path}) ist bei {pointer} falsch. Reparieren Sie sie, oder legen Sie sie beiseite, dann gelten wieder die eingebauten Preise.</translation>
    </message>
    <message>
        <source>The file with your prices ({path}) is of a newer Signalbox. Update this one.</source>
        <translation>Die Datei mit Ihren Preisen ({path}) stammt von einem neueren Signalbox. Aktualisieren Sie dieses.</translation>
    </message>
    <message>
        <source>Choose a provider: “{provider}” can&apos;t be one.</source>
        <translation>Wählen Sie einen Anbieter: „{provider}“ kann keiner sein.</translation>
    </message>
    <message>
        <source>Give the model&apos;s exact name, of letters, digits and ._:/@+- (at most 256).</source>
        <translation>Geben Sie den genauen Namen des Modells an, aus Buchstaben, Ziffern und ._:/@+- (höchstens 256).</translation>
    </message>
    <message>
        <source>There is no day “{day}”. Write it like 2026-12-01.</source>
        <translation>Den Tag „{day}“ gibt es nicht. Schreiben Sie ihn wie 2026-12-01.</translation>
    </message>
    <message>
        <source>Price number {number} is not there any more. It was changed elsewhere.</source>
        <translation>Den Preis Nummer {number} gibt es nicht mehr. Er wurde anderswo geändert.</translation>
    </message>
    <message>
        <source>The ranges must stand in order, each threshold above the one before.</source>
        <translation>Die Bereiche müssen der Reihe nach stehen, jede Schwelle über der vorigen.</translation>
    </message>
    <message>
        <source>The list is larger than {max} bytes, so it was not read. Cut it down.</source>
        <translation>Die Liste ist größer als {max} Bytes und wurde deshalb nicht gelesen. Kürzen Sie sie.</translation>
    </message>
    <message>
        <source>The list is no JSON object, or nested too deeply. Is it the right file?</source>
        <translation>Die Liste ist kein JSON-Objekt oder zu tief verschachtelt. Ist es die richtige Datei?</translation>
    </message>
    <message>
        <source>This is no list of LiteLLM, models.dev, Portkey or OpenRouter. Is it the right file?</source>
        <translation>Das ist keine Liste von LiteLLM, models.dev, Portkey oder OpenRouter. Ist es die richtige Datei?</translation>
    </message>
    <message>
        <source>A Portkey list is about one provider: name the file after it (openai.json).</source>
        <translation>Eine Portkey-Liste betrifft einen Anbieter: Benennen Sie die Datei nach ihm (openai.json).</translation>
    </message>
    <message>
        <source>The folder has lists of several publishers ({path}). Read them one by one.</source>
        <translation>Im Ordner liegen Listen mehrerer Herausgeber ({path}). Lesen Sie sie einzeln.</translation>
    </message>
    <message>
        <source>A list is fetched over https only, without a user name in the address.</source>
        <translation>Eine Liste wird nur über https geholt, ohne Benutzernamen in der Adresse.</translation>
    </message>
    <message>
        <source>The list could not be fetched from {address}: {reason}. Nothing was changed.</source>
        <translation>Die Liste konnte nicht von {address} geholt werden: {reason}. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The file is too large: at most 64 MiB and a million rows. Export less time.</source>
        <translation>Die Datei ist zu groß: höchstens 64 MiB und eine Million Zeilen. Exportieren Sie einen kürzeren Zeitraum.</translation>
    </message>
    <message>
        <source>The file is no text. Export the usage as CSV.</source>
        <translation>Die Datei ist kein Text. Exportieren Sie die Nutzung als CSV.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message>
        <source>This is no usage export of OpenAI, Anthropic or OpenRouter: its first line begins with “{header}”.</source>
        <translation>Das ist kein Nutzungsexport von OpenAI, Anthropic oder OpenRouter: Die erste Zeile beginnt mit „{header}“.</translation>
    </message>
    <message>
        <source>Line {line}: a quoted text has no end.</source>
        <translation>Zeile {line}: Ein Text in Anführungszeichen hat kein Ende.</translation>
    </message>
    <message>
        <source>Line {line}: “{text}” in the column {column} is no number.</source>
        <translation>Zeile {line}: „{text}“ in der Spalte {column} ist keine Zahl.</translation>
    </message>
    <message>
        <source>Line {line}: “{text}” in the column {column} is negative or too large.</source>
        <translation>Zeile {line}: „{text}“ in der Spalte {column} ist negativ oder zu groß.</translation>
    </message>
    <message>
        <source>Line {line}: “{text}” in the column {column} is no time.</source>
        <translation>Zeile {line}: „{text}“ in der Spalte {column} ist keine Zeit.</translation>
    </message>
    <message>
        <source>The limits that you set for this deployment were used up, and the wait was too long. Raise them on the Tiers page, or add a deployment below it.</source>
        <translation>Die Grenzen, die Sie für dieses Deployment gesetzt haben, waren ausgeschöpft, und das Warten dauerte zu lang. Erhöhen Sie sie auf der Seite „Stufen“ oder fügen Sie darunter ein Deployment hinzu.</translation>
    </message>
    <message>
        <source>“secret” is one key and “secrets” is a pool of keys. Give one of the two.</source>
        <translation>„secret“ ist ein Schlüssel und „secrets“ ein Vorrat von Schlüsseln. Geben Sie eines von beiden an.</translation>
    </message>
    <message>
        <source>This key stands twice in the pool.</source>
        <translation>Dieser Schlüssel steht zweimal im Vorrat.</translation>
    </message>
    <message>
        <source>The application&apos;s key was revoked.</source>
        <translation>Der Schlüssel der Anwendung wurde widerrufen.</translation>
    </message>
    <message>
        <source>The application&apos;s key is past its date.</source>
        <translation>Der Schlüssel der Anwendung ist abgelaufen.</translation>
    </message>
    <message>
        <source>The application&apos;s key may not use the tier “{tier}”.</source>
        <translation>Der Schlüssel der Anwendung darf die Stufe „{tier}“ nicht benutzen.</translation>
    </message>
    <message>
        <source>The application&apos;s key may not use this tier.</source>
        <translation>Der Schlüssel der Anwendung darf diese Stufe nicht benutzen.</translation>
    </message>
    <message>
        <source>The application&apos;s key may not be used for the feature “{feature}”.</source>
        <translation>Der Schlüssel der Anwendung gilt nicht für die Funktion „{feature}“.</translation>
    </message>
    <message>
        <source>The application&apos;s key may not begin more requests in this minute.</source>
        <translation>Der Schlüssel der Anwendung darf in dieser Minute keine weiteren Anfragen beginnen.</translation>
    </message>
    <message>
        <source>The application&apos;s key has as many requests in flight as it may have.</source>
        <translation>Der Schlüssel der Anwendung hat so viele laufende Anfragen, wie er haben darf.</translation>
    </message>
    <message>
        <source>This limit of a key is not in order ({field}): whole numbers from 1 on.</source>
        <translation>Diese Grenze eines Schlüssels stimmt nicht ({field}): ganze Zahlen ab 1.</translation>
    </message>
    <message>
        <source>A date to come, like 2026-12-31 or 2026-12-31 18:00, or nothing.</source>
        <translation>Ein künftiges Datum wie 2026-12-31 oder 2026-12-31 18:00, oder nichts.</translation>
    </message>
    <message>
        <source>An amount of dollars like 5.00, or nothing.</source>
        <translation>Ein Betrag in Dollar wie 5.00, oder nichts.</translation>
    </message>
    <message>
        <source>Give the key a name, so that its requests can be told apart.</source>
        <translation>Geben Sie dem Schlüssel einen Namen, damit sich seine Anfragen unterscheiden lassen.</translation>
    </message>
    <message>
        <source>Give a whole number from {min} to {max}.</source>
        <translation>Geben Sie eine ganze Zahl von {min} bis {max} an.</translation>
    </message>
    <message>
        <source>The running service has ended, so nothing was changed. Nothing is routed.</source>
        <translation>Der laufende Dienst ist beendet, darum wurde nichts geändert. Es wird nichts geleitet.</translation>
    </message>
    <message>
        <source>The running service does not answer. Whether it took the order is not known; look again when it does.</source>
        <translation>Der laufende Dienst antwortet nicht. Ob er den Auftrag ausgeführt hat, ist nicht bekannt; sehen Sie nach, sobald er wieder antwortet.</translation>
    </message>
    <message>
        <source>What listens in the data folder belongs to another user, so nothing is said to it. Look who may write there.</source>
        <translation>Was im Datenordner lauscht, gehört einem anderen Benutzer, darum wird ihm nichts gesagt. Prüfen Sie, wer dort schreiben darf.</translation>
    </message>
    <message>
        <source>The running service is Signalbox {theirs}, this window is {ours}. Restart the older of the two: they work together in the same version only.</source>
        <translation>Der laufende Dienst ist Signalbox {theirs}, dieses Fenster {ours}. Starten Sie das ältere von beiden neu: Sie arbeiten nur in derselben Version zusammen.</translation>
    </message>
    <message>
        <source>The running service and this window do not understand each other. Restart both.</source>
        <translation>Der laufende Dienst und dieses Fenster verstehen einander nicht. Starten Sie beide neu.</translation>
    </message>
    <message>
        <source>The running service does not know what this window asks for. Restart both.</source>
        <translation>Der laufende Dienst kennt nicht, was dieses Fenster verlangt. Starten Sie beide neu.</translation>
    </message>
    <message>
        <source>Port {port} is in use by {program} (process {pid}). Applications that ask there don&apos;t reach Signalbox.</source>
        <translation>Port {port} wird von {program} benutzt (Prozess {pid}). Anwendungen, die dort anfragen, erreichen Signalbox nicht.</translation>
    </message>
    <message>
        <source>“{token}” needs a value, such as tier:small, cost&gt;0.01, latency&gt;2s or since:2h.</source>
        <translation>„{token}“ braucht einen Wert, zum Beispiel tier:small, cost&gt;0.01, latency&gt;2s oder since:2h.</translation>
    </message>
    <message>
        <source>“{token}” has a value that does not fit. Costs are dollars (0.01), durations 500ms, 2s or 1m, moments 2h ago (2h) or 2026-11-22T10:30, flags yes or no.</source>
        <translation>„{token}“ hat einen Wert, der nicht passt. Kosten sind Dollar (0.01), Dauern 500ms, 2s oder 1m, Zeitpunkte vor 2 h (2h) oder 2026-11-22T10:30, Kennzeichen yes oder no.</translation>
    </message>
    <message>
        <source>systemd did not do it ({detail}), so nothing was changed.</source>
        <translation>systemd hat es nicht getan ({detail}), darum wurde nichts geändert.</translation>
    </message>
    <message>
        <source>What the server answered is no list of models. Is this the right base URL?</source>
        <translation>Die Antwort des Servers ist keine Liste von Modellen. Stimmt die Basis-URL?</translation>
    </message>
    <message>
        <source>The server answered, but lists no model.</source>
        <translation>Der Server hat geantwortet, nennt aber kein Modell.</translation>
    </message>
    <message>
        <source>The list of models is larger than 4 MiB, so it was not read.</source>
        <translation>Die Liste der Modelle ist größer als 4 MiB und wurde deshalb nicht gelesen.</translation>
    </message>
    <message>
        <source>This pattern also fits where there is no text at all. Ask for at least one character: “+” instead of “*”.</source>
        <translation>Dieses Muster passt auch, wo gar kein Text ist. Mindestens ein Zeichen verlangen: „+“ statt „*“.</translation>
    </message>
    <message>
        <source>The log is being compacted already.</source>
        <translation>Das Protokoll wird schon verdichtet.</translation>
    </message>
    <message>
        <source>Compacting the log was cancelled. The log is as it was.</source>
        <translation>Das Verdichten des Protokolls wurde abgebrochen. Das Protokoll ist, wie es war.</translation>
    </message>
    <message>
        <source>So many requests came that compacting the log gave way; nothing is lost. Try again when there is less traffic.</source>
        <translation>Es kamen so viele Anfragen, dass das Verdichten des Protokolls nachgab; nichts ist verloren. Noch einmal versuchen, wenn weniger los ist.</translation>
    </message>
    <message>
        <source>Compacting the log takes {needed} MB of free disk, and {free} MB are free. Make room first.</source>
        <translation>Das Protokoll zu verdichten braucht {needed} MB freien Speicherplatz, und {free} MB sind frei. Erst Platz schaffen.</translation>
    </message>
    <message>
        <source>You did not wait for the running service. Whether it was done shows when the service answers again.</source>
        <translation>Sie haben nicht auf den laufenden Dienst gewartet. Ob es geschehen ist, zeigt sich, wenn er wieder antwortet.</translation>
    </message>
    <message>
        <source>{address} is not an address of this computer now. Its network may not be up yet: try again then.</source>
        <translation>{address} ist jetzt keine Adresse dieses Rechners. Vielleicht ist ihr Netz noch nicht da: Versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>Port {port} of {address} is in use by another program.</source>
        <translation>Port {port} von {address} wird von einem anderen Programm benutzt.</translation>
    </message>
    <message>
        <source>{address} could not be opened ({reason}).</source>
        <translation>{address} ließ sich nicht öffnen ({reason}).</translation>
    </message>
    <message>
        <source>“{address}” is not an IP address. Write one of this computer&apos;s.</source>
        <translation>„{address}“ ist keine IP-Adresse. Schreiben Sie eine dieses Rechners.</translation>
    </message>
    <message>
        <source>{address} would listen to every network this computer is in. Write the one address that containers reach.</source>
        <translation>{address} wäre in jedem Netz zu erreichen, in dem dieser Rechner ist. Schreiben Sie die eine Adresse, die Container erreichen.</translation>
    </message>
    <message>
        <source>{address} is listened on anyway, and containers do not reach it.</source>
        <translation>{address} gilt ohnehin, und Container erreichen sie nicht.</translation>
    </message>
    <message>
        <source>Say under which names containers ask, for example host.docker.internal. Any other name is refused.</source>
        <translation>Geben Sie an, unter welchen Namen Container fragen, zum Beispiel host.docker.internal. Jeder andere Name wird abgelehnt.</translation>
    </message>
    <message>
        <source>“{host}” is not a host. Write a name or an address, with or without a port, no patterns.</source>
        <translation>„{host}“ ist kein Host. Schreiben Sie einen Namen oder eine Adresse, mit oder ohne Port, keine Muster.</translation>
    </message>
    <message>
        <source>A name is one line of at most {max} bytes.</source>
        <translation>Ein Name ist eine Zeile von höchstens {max} Bytes.</translation>
    </message>
    <message>
        <source>A key has 8 to 512 visible characters and no spaces.</source>
        <translation>Ein Schlüssel hat 8 bis 512 sichtbare Zeichen und keine Leerzeichen.</translation>
    </message>
    <message>
        <source>The end lies before the beginning: nothing is between.</source>
        <translation>Das Ende liegt vor dem Anfang: Dazwischen ist nichts.</translation>
    </message>
    <message>
        <source>The columns of this file are not separated by commas. Take the file as the provider made it, not as a spreadsheet saved it.</source>
        <translation>Die Spalten dieser Datei sind nicht durch Kommas getrennt. Die Datei so nehmen, wie der Anbieter sie gemacht hat, nicht wie eine Tabellenkalkulation sie gespeichert hat.</translation>
    </message>
    <message>
        <source>The column {column} is missing. Export the usage again, with all columns.</source>
        <translation>Die Spalte {column} fehlt. Die Nutzung noch einmal mit allen Spalten exportieren.</translation>
    </message>
    <message>
        <source>The column {column} is there twice, so nobody can tell which one counts.</source>
        <translation>Die Spalte {column} gibt es zweimal, darum lässt sich nicht sagen, welche zählt.</translation>
    </message>
    <message>
        <source>Line {line} has {found} columns, the first line has {expected}.</source>
        <translation>Zeile {line} hat {found} Spalten, die erste Zeile hat {expected}.</translation>
    </message>
    <message>
        <source>Line {line}: the amounts are in “{text}”. Only US dollars can be compared.</source>
        <translation>Zeile {line}: Die Beträge sind in „{text}“. Vergleichen lassen sich nur US-Dollar.</translation>
    </message>
    <message>
        <source>Line {line}: the request “{id}” is in line {first} already, with other figures.</source>
        <translation>Zeile {line}: Die Anfrage „{id}“ steht schon in Zeile {first}, mit anderen Zahlen.</translation>
    </message>
    <message>
        <source>Line {line} names no model. Export the usage grouped by model.</source>
        <translation>Zeile {line} nennt kein Modell. Die Nutzung nach Modell gruppiert exportieren.</translation>
    </message>
    <message>
        <source>The folder has more than {max} lists. Read fewer at once.</source>
        <translation>Der Ordner hat mehr als {max} Listen. Weniger auf einmal lesen.</translation>
    </message>
    <message>
        <source>The list names “{name}” twice in one object, so nobody can tell which one counts. Ask its publisher.</source>
        <translation>Die Liste nennt „{name}“ zweimal in einem Objekt, darum lässt sich nicht sagen, welches zählt. Bei ihrem Herausgeber nachfragen.</translation>
    </message>
</context>
<context>
    <name>FilterTerms</name>
    <message>
        <source>tier that served</source>
        <translation>Stufe, die geantwortet hat</translation>
    </message>
    <message>
        <source>model that served</source>
        <translation>Modell, das geantwortet hat</translation>
    </message>
    <message>
        <source>rule that decided</source>
        <translation>Regel, die entschieden hat</translation>
    </message>
    <message>
        <source>name of the key that asked</source>
        <translation>Name des Schlüssels, der gefragt hat</translation>
    </message>
    <message>
        <source>feature, as the client says</source>
        <translation>Funktion, wie der Client sie nennt</translation>
    </message>
    <message>
        <source>session, as the client says</source>
        <translation>Sitzung, wie der Client sie nennt</translation>
    </message>
    <message>
        <source>error code</source>
        <translation>Fehlercode</translation>
    </message>
    <message>
        <source>chat, completions, embeddings</source>
        <translation>chat, completions oder embeddings</translation>
    </message>
    <message>
        <source>30m, 2h, 7d, 2026-11-22T10:30</source>
        <translation>etwa 30m, 2h, 7d, 2026-11-22T10:30</translation>
    </message>
    <message>
        <source>dollars, also &gt;=</source>
        <translation>Dollar, auch &gt;=</translation>
    </message>
    <message>
        <source>500ms, 2s, 1m, also &gt;=</source>
        <translation>500ms, 2s, 1m, auch &gt;=</translation>
    </message>
    <message>
        <source>failed; -error: not failed</source>
        <translation>fehlgeschlagen; -error: nicht fehlgeschlagen</translation>
    </message>
    <message>
        <source>a dearer tier had to answer</source>
        <translation>eine teurere Stufe musste antworten</translation>
    </message>
    <message>
        <source>sandbox traffic, no money</source>
        <translation>Sandbox-Verkehr, kein Geld</translation>
    </message>
    <message>
        <source>streamed answers</source>
        <translation>gestreamte Antworten</translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s)</source>
        <extracomment>how often a value was seen lately</extracomment>
        <translation>
            <numerusform>%Ln Anfrage</numerusform>
            <numerusform>%Ln Anfragen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportNote</name>
    <message>
        <source>There is nothing like it here.</source>
        <translation>So etwas gibt es hier nicht.</translation>
    </message>
    <message>
        <source>It does not have the expected form.</source>
        <translation>Es hat nicht die erwartete Form.</translation>
    </message>
    <message>
        <source>An entry of the list of models does not have the expected form.</source>
        <translation>Ein Eintrag der Modellliste hat nicht die erwartete Form.</translation>
    </message>
    <message>
        <source>It leads to something that is not in the file or could not be mapped.</source>
        <translation>Es führt zu etwas, das nicht in der Datei steht oder sich nicht abbilden ließ.</translation>
    </message>
    <message>
        <source>Rules here have nothing to say this condition with.</source>
        <translation>Regeln können diese Bedingung hier nicht ausdrücken.</translation>
    </message>
    <message>
        <source>Rules here have no such comparison.</source>
        <translation>Regeln kennen hier keinen solchen Vergleich.</translation>
    </message>
    <message>
        <source>There is no such strategy here.</source>
        <translation>Eine solche Strategie gibt es hier nicht.</translation>
    </message>
    <message>
        <source>Tiers name each model; a pattern is none.</source>
        <translation>Stufen nennen jedes Modell; ein Muster ist keines.</translation>
    </message>
    <message>
        <source>It names no model.</source>
        <translation>Es nennt kein Modell.</translation>
    </message>
    <message>
        <source>This can&apos;t be the name of a model.</source>
        <translation>So kann kein Modell heißen.</translation>
    </message>
    <message>
        <source>This provider is not known here, and the file says no address for it.</source>
        <translation>Dieser Anbieter ist hier unbekannt, und die Datei nennt keine Adresse für ihn.</translation>
    </message>
    <message>
        <source>The file says no address for this provider.</source>
        <translation>Die Datei nennt keine Adresse für diesen Anbieter.</translation>
    </message>
    <message>
        <source>Keys are never taken over. Add this one on the Keys page, or as the variable it names.</source>
        <translation>Schlüssel werden nie übernommen. Diesen auf der Seite „Schlüssel“ eintragen oder als die genannte Variable setzen.</translation>
    </message>
    <message>
        <source>The key of this name goes to another address here. It is not sent to the new one; the provider got a key name of its own.</source>
        <translation>Der Schlüssel dieses Namens geht hier an eine andere Adresse. An die neue wird er nicht gesendet; der Anbieter hat einen eigenen Schlüsselnamen bekommen.</translation>
    </message>
    <message>
        <source>The same model stands in the tier already.</source>
        <translation>Dasselbe Modell steht schon in der Stufe.</translation>
    </message>
    <message>
        <source>A tier has at most 16 deployments.</source>
        <translation>Eine Stufe hat höchstens 16 Deployments.</translation>
    </message>
    <message>
        <source>There are at most 32 tiers.</source>
        <translation>Es gibt höchstens 32 Stufen.</translation>
    </message>
    <message>
        <source>There are at most 100 providers.</source>
        <translation>Es gibt höchstens 100 Anbieter.</translation>
    </message>
    <message>
        <source>There the load is shared among the entries of one name. Here they are tried in their order; rules on a share can spread it.</source>
        <translation>Dort teilt sich die Last auf die Einträge eines Namens auf. Hier werden sie der Reihe nach versucht; Regeln auf einen Anteil können sie verteilen.</translation>
    </message>
    <message>
        <source>It became part of the chain: it serves where a request does not fit, and after failures too.</source>
        <translation>Es wurde Teil der Kette: Es springt ein, wo eine Anfrage nicht passt, und auch nach Ausfällen.</translation>
    </message>
    <message>
        <source>It speaks Anthropic&apos;s own protocol alone, which providers are not called in.</source>
        <translation>Er spricht nur Anthropics eigenes Protokoll, in dem Anbieter hier nicht aufgerufen werden.</translation>
    </message>
    <message>
        <source>It says nothing for the rest. Here the last rule takes it to the first tier.</source>
        <translation>Für den Rest sagt die Datei nichts. Hier führt ihn die letzte Regel zur ersten Stufe.</translation>
    </message>
    <message>
        <source>No condition of the file leads there.</source>
        <translation>Keine Bedingung der Datei führt dorthin.</translation>
    </message>
    <message>
        <source>A choice inside a fallback can&apos;t be said here. Its default, or its last target, was taken.</source>
        <translation>Eine Auswahl hinter einem Ausfall lässt sich hier nicht sagen. Genommen wurde ihr Vorgabeziel oder ihr letztes.</translation>
    </message>
</context>
<context>
    <name>Restore</name>
    <message>
        <source>%1

Restore it all the same? What is there now is kept in the data folder.</source>
        <translation>%1

Trotzdem wiederherstellen? Was jetzt da ist, bleibt im Datenordner.</translation>
    </message>
    <message>
        <source>The service holds the data folder, so nothing can be put in its place. Stop the service and restore then.</source>
        <translation>Der Dienst hält den Datenordner, darum lässt sich nichts an seine Stelle setzen. Beenden Sie den Dienst und stellen Sie dann wieder her.</translation>
    </message>
</context>
<context>
    <name>signalbox::app::DesktopNotifier</name>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Snooze 1 h</source>
        <translation>1 h stumm</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ActionEditor</name>
    <message>
        <source>Route to</source>
        <translation>Leiten an</translation>
    </message>
    <message>
        <source>one tier</source>
        <translation>eine Stufe</translation>
    </message>
    <message>
        <source>a cascade, cheap first</source>
        <translation>eine Kaskade, günstig zuerst</translation>
    </message>
    <message>
        <source>How the rule routes</source>
        <translation>Wie die Regel leitet</translation>
    </message>
    <message>
        <source>+ Tier</source>
        <translation>+ Stufe</translation>
    </message>
    <message>
        <source>Add a tier to the cascade</source>
        <translation>Der Kaskade eine Stufe anfügen</translation>
    </message>
    <message>
        <source>The answer goes on to the next tier unless it is:</source>
        <translation>Die nächste Stufe antwortet, wenn die Antwort nicht so ist:</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>At least so many bytes</source>
        <translation>Mindestens so viele Bytes</translation>
    </message>
    <message>
        <source>Most tokens of an answer</source>
        <extracomment>placeholder of an empty limit</extracomment>
        <translation>Höchstens Tokens je Antwort</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>Deadline in ms</source>
        <translation>Frist in ms</translation>
    </message>
    <message>
        <source>Most attempts</source>
        <translation>Höchstens Versuche</translation>
    </message>
    <message>
        <source>Tiers up when stakes are high</source>
        <translation>Stufen höher, bei hoher Tragweite</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Tier %1 of the cascade</source>
        <extracomment>%1 is a number: first, second ... step of a cascade</extracomment>
        <translation>Stufe %1 der Kaskade</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Remove tier %1 from the cascade</source>
        <translation>Stufe %1 aus der Kaskade nehmen</translation>
    </message>
    <message>
        <source>Say how long an answer has to be at least.</source>
        <translation>Angeben, wie lang eine Antwort mindestens sein muss.</translation>
    </message>
    <message>
        <source>one deployment and no other</source>
        <translation>ein Deployment und kein anderes</translation>
    </message>
    <message>
        <source>Deployment</source>
        <translation>Deployment</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::AlertWords</name>
    <message>
        <source>daily ceiling</source>
        <translation>Tagesobergrenze</translation>
    </message>
    <message>
        <source>hourly ceiling</source>
        <translation>Stundenobergrenze</translation>
    </message>
    <message>
        <source>weekly ceiling</source>
        <translation>Wochenobergrenze</translation>
    </message>
    <message>
        <source>monthly ceiling</source>
        <translation>Monatsobergrenze</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>%1 &quot;daily ceiling&quot;, %2 what it is for (&quot;tier frontier&quot;)</extracomment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 of %2 is used.</source>
        <extracomment>%1: money used, %2: the ceiling</extracomment>
        <translation>%1 von %2 sind verbraucht.</translation>
    </message>
    <message>
        <source>At the limit, paid requests are refused.</source>
        <translation>An der Grenze werden bezahlte Anfragen abgelehnt.</translation>
    </message>
    <message>
        <source>At the limit, requests go to cheaper tiers.</source>
        <translation>An der Grenze gehen Anfragen an günstigere Stufen.</translation>
    </message>
    <message>
        <source>Paid requests are refused until %1.</source>
        <extracomment>%1: a time of day</extracomment>
        <translation>Bezahlte Anfragen werden bis %1 abgelehnt.</translation>
    </message>
    <message>
        <source>Requests go to cheaper tiers until %1.</source>
        <translation>Anfragen gehen bis %1 an günstigere Stufen.</translation>
    </message>
    <message>
        <source>At the limit, paid requests are refused until %1.</source>
        <extracomment>%1: a time of day</extracomment>
        <translation>An der Grenze werden bezahlte Anfragen bis %1 abgelehnt.</translation>
    </message>
    <message>
        <source>At the limit, requests go to cheaper tiers until %1.</source>
        <translation>An der Grenze gehen Anfragen bis %1 an günstigere Stufen.</translation>
    </message>
    <message>
        <source>Reached: %1</source>
        <extracomment>%1: &quot;daily ceiling&quot;</extracomment>
        <translation>Erreicht: %1</translation>
    </message>
    <message>
        <source>At this pace the %1 is reached at %2</source>
        <extracomment>%1: &quot;daily ceiling&quot;, %2: a time of day</extracomment>
        <translation>Bei diesem Tempo wird die %1 um %2 erreicht</translation>
    </message>
    <message>
        <source>%1 % of the %2 is spent</source>
        <extracomment>%1: share in percent, %2: &quot;daily ceiling&quot;</extracomment>
        <translation>%1 % der %2 sind verbraucht</translation>
    </message>
    <message>
        <source>%1 fails and is left alone</source>
        <extracomment>%1: a deployment (&quot;openai/gpt-4o&quot;)</extracomment>
        <translation>%1 fällt aus und wird ausgesetzt</translation>
    </message>
    <message>
        <source>Requests go to the next deployment of its tier. It is tried again by itself.</source>
        <translation>Anfragen gehen an das nächste Deployment seiner Stufe. Es wird von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>No price is known for %1</source>
        <extracomment>%1: a deployment or a tier</extracomment>
        <translation>Für %1 ist kein Preis bekannt</translation>
    </message>
    <message>
        <source>It can&apos;t be used under a ceiling. Set a price on the Tiers page.</source>
        <translation>Unter einer Obergrenze kann es nicht benutzt werden. Setzen Sie einen Preis auf der Seite „Stufen“.</translation>
    </message>
    <message>
        <source>%1 cost more than was held for it</source>
        <extracomment>%1: a deployment</extracomment>
        <translation>%1 kostete mehr, als dafür zurückgelegt war</translation>
    </message>
    <message>
        <source>%1 is booked, %2 was held. The ceiling may be passed by the difference.</source>
        <extracomment>%1, %2: amounts</extracomment>
        <translation>%1 sind gebucht, %2 waren zurückgelegt. Um den Unterschied kann die Obergrenze überschritten sein.</translation>
    </message>
    <message>
        <source>No deployment of tier %1 can be called</source>
        <extracomment>%1: a tier</extracomment>
        <translation>Kein Deployment der Stufe %1 ist erreichbar</translation>
    </message>
    <message>
        <source>Requests for it are refused until one of them answers again.</source>
        <translation>Anfragen an sie werden abgelehnt, bis eines davon wieder antwortet.</translation>
    </message>
    <message>
        <source>%1 refuses its key</source>
        <extracomment>%1: a provider</extracomment>
        <translation>%1 lehnt seinen Schlüssel ab</translation>
    </message>
    <message>
        <source>Store the right key on the Keys page.</source>
        <translation>Hinterlegen Sie den richtigen auf der Seite „Schlüssel“.</translation>
    </message>
    <message>
        <source>The ledger can&apos;t be written</source>
        <extracomment>%1: an error code</extracomment>
        <translation>Das Kassenbuch lässt sich nicht schreiben</translation>
    </message>
    <message>
        <source>Paid tiers are blocked until it can (%1).</source>
        <translation>Bezahlte Stufen sind so lange gesperrt (%1).</translation>
    </message>
    <message>
        <source>A test of “%1”</source>
        <extracomment>%1: a channel of alerts</extracomment>
        <translation>Ein Test von „%1“</translation>
    </message>
    <message>
        <source>This channel works: alerts will come here.</source>
        <translation>Dieser Kanal funktioniert: Hier kommen Warnungen an.</translation>
    </message>
    <message numerus="yes">
        <source>%n more since then.</source>
        <comment>the same alert again</comment>
        <translation>
            <numerusform>Seitdem eine weitere (%n).</numerusform>
            <numerusform>Seitdem %n weitere.</numerusform>
        </translation>
    </message>
    <message>
        <source>Share of a ceiling spent</source>
        <translation>Anteil einer Obergrenze verbraucht</translation>
    </message>
    <message>
        <source>Ceiling reached</source>
        <translation>Obergrenze erreicht</translation>
    </message>
    <message>
        <source>Ceiling forecast</source>
        <translation>Prognose einer Obergrenze</translation>
    </message>
    <message>
        <source>Deployment failing</source>
        <translation>Deployment fällt aus</translation>
    </message>
    <message>
        <source>Tier down</source>
        <translation>Stufe ausgefallen</translation>
    </message>
    <message>
        <source>Key refused</source>
        <translation>Schlüssel abgelehnt</translation>
    </message>
    <message>
        <source>Model without a price</source>
        <translation>Modell ohne Preis</translation>
    </message>
    <message>
        <source>Cost above its hold</source>
        <translation>Kosten über der Rücklage</translation>
    </message>
    <message>
        <source>Ledger trouble</source>
        <translation>Kassenbuch gestört</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Achtung</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>Dringend</translation>
    </message>
    <message>
        <source>Its account is out of credit. Top it up, or store another key on the Keys page.</source>
        <translation>Das Konto hat kein Guthaben mehr. Laden Sie es auf oder hinterlegen Sie auf der Seite „Schlüssel“ einen anderen Schlüssel.</translation>
    </message>
    <message>
        <source>It is the key %1. %2</source>
        <extracomment>%1: the name of a key and its last four characters, %2: a sentence that says what to do</extracomment>
        <translation>Es ist der Schlüssel %1. %2</translation>
    </message>
    <message>
        <source>tier %1</source>
        <extracomment>inside of a sentence; %1 is the id of a tier</extracomment>
        <translation>Stufe %1</translation>
    </message>
    <message>
        <source>provider %1</source>
        <extracomment>inside of a sentence; %1 is the id of a provider</extracomment>
        <translation>Anbieter %1</translation>
    </message>
    <message>
        <source>key %1</source>
        <extracomment>inside of a sentence; %1 is the id of a key</extracomment>
        <translation>Schlüssel %1</translation>
    </message>
    <message>
        <source>feature %1</source>
        <extracomment>inside of a sentence; %1 is what a client calls a feature</extracomment>
        <translation>Funktion %1</translation>
    </message>
    <message>
        <source>session %1</source>
        <extracomment>inside of a sentence; %1 is what a client calls a session</extracomment>
        <translation>Sitzung %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln minute(s)</source>
        <comment>how far a clock jumped</comment>
        <translation>
            <numerusform>%Ln Minute</numerusform>
            <numerusform>%Ln Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hour(s)</source>
        <comment>how far a clock jumped</comment>
        <translation>
            <numerusform>%Ln Stunde</numerusform>
            <numerusform>%Ln Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <comment>how far a clock jumped</comment>
        <translation>
            <numerusform>%Ln Tag</numerusform>
            <numerusform>%Ln Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>This computer&apos;s clock jumped back by %1</source>
        <extracomment>%1: &quot;2 hours&quot;</extracomment>
        <translation>Die Uhr dieses Rechners ist um %1 zurückgesprungen</translation>
    </message>
    <message>
        <source>This computer&apos;s clock jumped forwards by %1</source>
        <translation>Die Uhr dieses Rechners ist um %1 vorgesprungen</translation>
    </message>
    <message>
        <source>It says %1, where %2 was due. Ceilings count by the day of this clock: check that it is right. What was spent stays with its day.</source>
        <extracomment>%1, %2: date and time</extracomment>
        <translation>Sie zeigt %1, wo %2 an der Reihe war. Die Obergrenzen zählen nach dem Tag dieser Uhr: Prüfen Sie, ob sie richtig geht. Was ausgegeben ist, bleibt bei seinem Tag.</translation>
    </message>
    <message>
        <source>Clock jumped</source>
        <translation>Uhr gesprungen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::AlertsModel</name>
    <message>
        <source>snoozed</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Dringlichkeit</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>Was es bedeutet</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::AlertsPage</name>
    <message>
        <source>Once per threshold and window. The same again within minutes is folded.</source>
        <translation>Einmal je Schwelle und Zeitraum. Dasselbe binnen Minuten wird zusammengefasst.</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>Nothing had to be told yet.</source>
        <translation>Bisher war nichts zu melden.</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Show what the alert is about</source>
        <translation>Zeigen, worum es in der Warnung geht</translation>
    </message>
    <message>
        <source>Snooze 1 h</source>
        <translation>1 h stumm</translation>
    </message>
    <message>
        <source>Snooze alerts like this for an hour</source>
        <translation>Warnungen wie diese für eine Stunde stumm schalten</translation>
    </message>
    <message>
        <source>End the snooze</source>
        <translation>Wieder melden</translation>
    </message>
    <message>
        <source>Snooze all alerts for an hour</source>
        <translation>Alle Warnungen für eine Stunde stumm schalten</translation>
    </message>
    <message>
        <source>Snooze all 1 h</source>
        <translation>Alle 1 h stumm</translation>
    </message>
    <message numerus="yes">
        <source>%n new alert(s)</source>
        <translation>
            <numerusform>%n neue Warnung</numerusform>
            <numerusform>%n neue Warnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>⏸ All alerts are snoozed until %1.</source>
        <extracomment>%1: a time of day</extracomment>
        <translation>⏸ Alle Warnungen sind bis %1 stumm.</translation>
    </message>
    <message>
        <source>⏸ Some alerts are snoozed until %1.</source>
        <translation>⏸ Einige Warnungen sind bis %1 stumm.</translation>
    </message>
    <message>
        <source>Snoozed for an hour: %1</source>
        <extracomment>%1: a kind of alert (&quot;Ceiling reached&quot;)</extracomment>
        <translation>Für eine Stunde stumm: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>All alerts are snoozed for an hour</source>
        <translation>Alle Warnungen sind für eine Stunde stumm</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ApplySheet</name>
    <message>
        <source>Review and apply</source>
        <translation>Prüfen und anwenden</translation>
    </message>
    <message>
        <source>Apply as version %1</source>
        <extracomment>%1 is the number the rules will have</extracomment>
        <translation>Als Version %1 anwenden</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>The draft is the same as what is applied.</source>
        <translation>Der Entwurf gleicht dem, was gilt.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s). Requests in flight finish under the rules they started with.</source>
        <translation>
            <numerusform>%n Änderung. Laufende Anfragen enden unter den Regeln, mit denen sie begannen.</numerusform>
            <numerusform>%n Änderungen. Laufende Anfragen enden unter den Regeln, mit denen sie begannen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Why (kept in the history)</source>
        <translation>Warum (bleibt im Verlauf)</translation>
    </message>
    <message>
        <source>Requests that would go elsewhere</source>
        <translation>Anfragen, die anderswohin gingen</translation>
    </message>
    <message>
        <source>The replay gate looks at refusals, at cost, and at how many recorded requests could be decided. It does not predict the quality of answers.</source>
        <translation>Die Replay-Schranke sieht auf Ablehnungen, auf Kosten und darauf, wie viele aufgezeichnete Anfragen sich entscheiden ließen. Die Güte der Antworten sagt sie nicht voraus.</translation>
    </message>
    <message>
        <source>Replay gate: the draft is being tried on recorded requests …</source>
        <translation>Replay-Schranke: Der Entwurf wird an aufgezeichneten Anfragen erprobt …</translation>
    </message>
    <message>
        <source>⚠ Replay gate: %1. Say why it should be applied all the same.</source>
        <extracomment>%1 what speaks against a draft: &quot;12 more requests would be refused; ...&quot;</extracomment>
        <translation>⚠ Replay-Schranke: %1. Sagen Sie, warum er trotzdem angewendet werden soll.</translation>
    </message>
    <message>
        <source>✓ Replay gate: nothing speaks against it.</source>
        <translation>✓ Replay-Schranke: Nichts spricht dagegen.</translation>
    </message>
    <message>
        <source>Reason (needed, kept in the history)</source>
        <extracomment>a line for the reason of a change, kept in the history</extracomment>
        <translation>Grund (nötig, steht im Verlauf)</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::Attention</name>
    <message>
        <source>today&apos;s ceiling</source>
        <translation>Obergrenze des Tages</translation>
    </message>
    <message>
        <source>the sandbox&apos;s ceiling</source>
        <translation>Obergrenze der Sandbox</translation>
    </message>
    <message>
        <source>the ceiling of %1</source>
        <extracomment>%1 is the name of a tier or a key</extracomment>
        <translation>Obergrenze von %1</translation>
    </message>
    <message>
        <source>The address is now %1. Applications have to use it.</source>
        <extracomment>%1 is a URL</extracomment>
        <translation>Die Adresse ist jetzt %1. Anwendungen müssen sie verwenden.</translation>
    </message>
    <message>
        <source>Routing is off.</source>
        <translation>Das Routing ist aus.</translation>
    </message>
    <message>
        <source>Use next free port</source>
        <translation>Nächsten freien Port nehmen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Routing is paused.</source>
        <translation>Das Routing ist angehalten.</translation>
    </message>
    <message>
        <source>New requests are refused with 503 until you resume. Those in flight finish.</source>
        <translation>Neue Anfragen werden mit 503 abgelehnt, bis Sie fortsetzen. Laufende werden beendet.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Paid tiers are blocked: the ledger cannot be written.</source>
        <translation>Bezahlte Stufen sind gesperrt: Das Kassenbuch kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Ceiling of %1 reached: %2.</source>
        <extracomment>%1 is an amount, %2 names a ceiling (&quot;today&apos;s ceiling&quot;)</extracomment>
        <translation>Obergrenze von %1 erreicht: %2.</translation>
    </message>
    <message>
        <source>More than %1 of %2 is spent: %3.</source>
        <extracomment>%1 is a percentage, %2 an amount, %3 names a ceiling (&quot;today&apos;s ceiling&quot;)</extracomment>
        <translation>Mehr als %1 von %2 sind ausgegeben: %3.</translation>
    </message>
    <message>
        <source>At the limit, paid requests are refused until the reset.</source>
        <translation>An der Grenze werden bezahlte Anfragen bis zum Neubeginn abgelehnt.</translation>
    </message>
    <message>
        <source>At the limit, requests go to cheaper tiers.</source>
        <translation>An der Grenze gehen Anfragen an günstigere Stufen.</translation>
    </message>
    <message>
        <source>Show budgets</source>
        <translation>Budgets zeigen</translation>
    </message>
    <message>
        <source>The configuration file has an error; the last good one is in force.</source>
        <translation>Die Konfigurationsdatei hat einen Fehler; es gilt die letzte fehlerfreie.</translation>
    </message>
    <message>
        <source>The configuration file has an error; the built-in one is in force.</source>
        <translation>Die Konfigurationsdatei hat einen Fehler; es gilt die eingebaute.</translation>
    </message>
    <message>
        <source>Show keys</source>
        <translation>Schlüssel zeigen</translation>
    </message>
    <message>
        <source>Show alerts</source>
        <translation>Warnungen zeigen</translation>
    </message>
    <message>
        <source>Snooze 1 h</source>
        <translation>1 h stumm</translation>
    </message>
    <message>
        <source>this hour&apos;s ceiling</source>
        <translation>Obergrenze dieser Stunde</translation>
    </message>
    <message>
        <source>this week&apos;s ceiling</source>
        <translation>Obergrenze dieser Woche</translation>
    </message>
    <message>
        <source>this month&apos;s ceiling</source>
        <translation>Obergrenze dieses Monats</translation>
    </message>
    <message>
        <source>Everything is stopped.</source>
        <translation>Alles ist angehalten.</translation>
    </message>
    <message>
        <source>No request is sent and nothing is spent until you release it.</source>
        <translation>Es wird keine Anfrage gesendet und nichts ausgegeben, bis Sie es freigeben.</translation>
    </message>
    <message>
        <source>The running service has ended. Nothing is routed.</source>
        <translation>Der laufende Dienst ist beendet. Es wird nichts geleitet.</translation>
    </message>
    <message>
        <source>The running service can&apos;t be reached.</source>
        <translation>Der laufende Dienst ist nicht zu erreichen.</translation>
    </message>
    <message>
        <source>What you see is what it told last. This window comes back by itself when the service does.</source>
        <translation>Sie sehen, was er zuletzt gemeldet hat. Dieses Fenster verbindet sich von selbst wieder, sobald der Dienst zurück ist.</translation>
    </message>
    <message>
        <source>Start here</source>
        <translation>Hier starten</translation>
    </message>
    <message>
        <source>Restart the window</source>
        <translation>Fenster neu starten</translation>
    </message>
    <message>
        <source>Reconnect</source>
        <translation>Neu verbinden</translation>
    </message>
    <message>
        <source>Use %1</source>
        <extracomment>%1 is the number of a port</extracomment>
        <translation>%1 verwenden</translation>
    </message>
    <message>
        <source>Rules are bypassed.</source>
        <translation>Die Regeln sind umgangen.</translation>
    </message>
    <message>
        <source>Pins hold; every other request goes where the last rule leads. Keys and ceilings stay in force.</source>
        <translation>Festlegungen gelten weiter; jede andere Anfrage geht dorthin, wohin die letzte Regel führt. Schlüssel und Obergrenzen bleiben in Kraft.</translation>
    </message>
    <message>
        <source>Open data folder</source>
        <translation>Datenordner öffnen</translation>
    </message>
    <message>
        <source>The configuration is read-only: a newer Signalbox wrote it.</source>
        <translation>Die Konfiguration ist schreibgeschützt: Ein neueres Signalbox hat sie geschrieben.</translation>
    </message>
    <message>
        <source>Show settings</source>
        <translation>Einstellungen zeigen</translation>
    </message>
    <message>
        <source>Your keychain is locked, so paid tiers are paused.</source>
        <translation>Ihr Schlüsselbund ist gesperrt, darum ruhen bezahlte Stufen.</translation>
    </message>
    <message>
        <source>No keychain is there, so keys stay in memory until you quit.</source>
        <translation>Es ist kein Schlüsselbund da, darum bleiben Schlüssel im Speicher, bis Sie beenden.</translation>
    </message>
    <message>
        <source>A provider key is not available, so its deployments are passed over.</source>
        <translation>Ein Anbieterschlüssel ist nicht verfügbar, darum werden seine Deployments übergangen.</translation>
    </message>
    <message>
        <source>This system does not say whose a request is.</source>
        <translation>Dieses System sagt nicht, von wem eine Anfrage ist.</translation>
    </message>
    <message>
        <source>Programs of other users of this computer are served, too, where they have a key. · peer_unknown</source>
        <translation>Auch Programme anderer Benutzer dieses Rechners werden bedient, wenn sie einen Schlüssel haben. · peer_unknown</translation>
    </message>
    <message>
        <source>Who may ask…</source>
        <translation>Wer fragen darf …</translation>
    </message>
    <message>
        <source>Containers are not served.</source>
        <translation>Container werden nicht bedient.</translation>
    </message>
    <message>
        <source>This is tried again by itself; applications on this computer are served as before.</source>
        <translation>Es wird von selbst wieder versucht; Anwendungen auf diesem Rechner werden bedient wie zuvor.</translation>
    </message>
    <message>
        <source>There is no key under %1 yet. Add it on the Keys page. · secret_missing</source>
        <extracomment>%1 is the reference of a key: session:openai, env:OPENAI_API_KEY</extracomment>
        <translation>Unter %1 gibt es noch keinen Schlüssel. Fügen Sie ihn auf der Seite „Schlüssel“ hinzu. · secret_missing</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::Banner</name>
    <message>
        <source>Attention</source>
        <translation>Achtung</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Dismiss “%1”</source>
        <extracomment>%1 is the title of a banner</extracomment>
        <translation>„%1“ schließen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::BudgetsPage</name>
    <message>
        <source>A ceiling is reached</source>
        <translation>Eine Obergrenze ist erreicht</translation>
    </message>
    <message>
        <source>A ceiling is nearly reached</source>
        <translation>Eine Obergrenze ist fast erreicht</translation>
    </message>
    <message>
        <source>Budgets</source>
        <translation>Budgets</translation>
    </message>
    <message>
        <source>A request is sent when it fits under every ceiling; else it is refused before it costs anything.</source>
        <translation>Gesendet wird nur, was unter jede Obergrenze passt.</translation>
    </message>
    <message>
        <source>Parts of the page</source>
        <translation>Teile der Seite</translation>
    </message>
    <message>
        <source>Ceilings</source>
        <translation>Obergrenzen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>Was wäre wenn</translation>
    </message>
    <message>
        <source>Uncertain</source>
        <translation>Ungewiss</translation>
    </message>
    <message>
        <source>Invoices</source>
        <translation>Rechnungen</translation>
    </message>
    <message>
        <source>Export the report…</source>
        <translation>Bericht exportieren …</translation>
    </message>
    <message>
        <source>New ceiling</source>
        <translation>Neue Obergrenze</translation>
    </message>
    <message>
        <source>Stop everything…</source>
        <translation>Alles anhalten …</translation>
    </message>
    <message>
        <source>Everything is stopped</source>
        <translation>Alles ist angehalten</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CeilingCard</name>
    <message>
        <source>resets at %1</source>
        <extracomment>when a period begins anew; %1 is a time of day or a date</extracomment>
        <translation>beginnt neu um %1</translation>
    </message>
    <message>
        <source>%1 settled (solid)</source>
        <translation>%1 abgerechnet (gefüllt)</translation>
    </message>
    <message>
        <source>%1 reserved (hatched)</source>
        <translation>%1 reserviert (schraffiert)</translation>
    </message>
    <message>
        <source>%1 uncertain (crossed)</source>
        <extracomment>sent to a provider, but no status came back</extracomment>
        <translation>%1 ungewiss (gekreuzt)</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>%1 übrig</translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) refused</source>
        <translation>
            <numerusform>%Ln Anfrage abgelehnt</numerusform>
            <numerusform>%Ln Anfragen abgelehnt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answer(s) shortened</source>
        <translation>
            <numerusform>%Ln Antwort gekürzt</numerusform>
            <numerusform>%Ln Antworten gekürzt</numerusform>
        </translation>
    </message>
    <message>
        <source>Use of the ceiling “%1”</source>
        <translation>Nutzung der Obergrenze „%1“</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Raise for a while</source>
        <translation>Zeitweise anheben</translation>
    </message>
    <message>
        <source>End the raise</source>
        <translation>Anhebung beenden</translation>
    </message>
    <message>
        <source>New ceiling</source>
        <translation>Neue Obergrenze</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>title of a ceiling: %1 what it limits, %2 &quot;Hour&quot;, &quot;Day&quot;, &quot;Week&quot; or &quot;Month&quot;</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>of %1 %2 · %3</source>
        <extracomment>follows the amount used: %1 the ceiling, %2 &quot;today&quot;, &quot;this week&quot;, ..., %3 a percentage</extracomment>
        <translation>von %1 %2 · %3</translation>
    </message>
    <message>
        <source>Edit the ceiling “%1”</source>
        <translation>Obergrenze „%1“ bearbeiten</translation>
    </message>
    <message>
        <source>Raise the ceiling “%1” for a while</source>
        <translation>Obergrenze „%1“ zeitweise anheben</translation>
    </message>
    <message>
        <source>Delete the ceiling “%1”</source>
        <translation>Obergrenze „%1“ löschen</translation>
    </message>
    <message>
        <source>End the raise of “%1”</source>
        <translation>Anhebung von „%1“ beenden</translation>
    </message>
    <message>
        <source>Raised from %1 to %2 until %3.</source>
        <extracomment>%1 and %2 are amounts of money, %3 is a time of day or a date</extracomment>
        <translation>Von %1 auf %2 angehoben bis %3.</translation>
    </message>
    <message>
        <source>%1: %2 of %3 (%4)</source>
        <extracomment>one of many under a ceiling: %1 what, %2 used, %3 limit, %4 percentage</extracomment>
        <translation>%1: %2 von %3 (%4)</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CeilingEditor</name>
    <message>
        <source>All traffic</source>
        <translation>Gesamter Verkehr</translation>
    </message>
    <message>
        <source>A tier</source>
        <translation>Eine Stufe</translation>
    </message>
    <message>
        <source>A provider</source>
        <translation>Ein Anbieter</translation>
    </message>
    <message>
        <source>A virtual key</source>
        <translation>Ein virtueller Schlüssel</translation>
    </message>
    <message>
        <source>A feature</source>
        <translation>Eine Funktion</translation>
    </message>
    <message>
        <source>A session</source>
        <translation>Eine Sitzung</translation>
    </message>
    <message>
        <source>Simulated traffic</source>
        <translation>Simulierter Verkehr</translation>
    </message>
    <message>
        <source>What it limits</source>
        <translation>Was sie begrenzt</translation>
    </message>
    <message>
        <source>Which one</source>
        <translation>Welche</translation>
    </message>
    <message>
        <source>Limit in dollars</source>
        <translation>Grenze in Dollar</translation>
    </message>
    <message>
        <source>Per</source>
        <translation>Je</translation>
    </message>
    <message>
        <source>Days begin at</source>
        <translation>Tage beginnen um</translation>
    </message>
    <message>
        <source>For all ceilings: weeks and months begin at this time too.</source>
        <translation>Für alle Obergrenzen: Auch Wochen und Monate beginnen um diese Zeit.</translation>
    </message>
    <message>
        <source>Alert at (%)</source>
        <translation>Warnen bei (%)</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Downgrade from (%)</source>
        <translation>Herabstufen ab (%)</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>… requests of the tiers</source>
        <translation>… Anfragen der Stufen</translation>
    </message>
    <message>
        <source>… requests of the rules</source>
        <translation>… Anfragen der Regeln</translation>
    </message>
    <message>
        <source>Refuse paid requests</source>
        <translation>Bezahlte Anfragen ablehnen</translation>
    </message>
    <message>
        <source>Use the next cheaper tier that fits</source>
        <translation>Die nächstgünstigere Stufe nehmen, die passt</translation>
    </message>
    <message>
        <source>Use a tier that costs nothing</source>
        <translation>Eine Stufe nehmen, die nichts kostet</translation>
    </message>
    <message>
        <source>At the limit</source>
        <translation>An der Grenze</translation>
    </message>
    <message>
        <source>Finish within what is reserved</source>
        <translation>Enden mit dem, was reserviert ist</translation>
    </message>
    <message>
        <source>Are cut, with an honest error</source>
        <translation>Werden mit einem ehrlichen Fehler abgebrochen</translation>
    </message>
    <message>
        <source>Answers in flight then</source>
        <translation>Laufende Antworten dann</translation>
    </message>
    <message>
        <source>Each of them by itself</source>
        <translation>Jede für sich</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>A limit of zero refuses every paid request. Save it?</source>
        <translation>Eine Grenze von null lehnt jede bezahlte Anfrage ab. Speichern?</translation>
    </message>
    <message>
        <source>%1 is used already in this period: at once nothing more would be sent. Save it?</source>
        <extracomment>%1 is an amount of money</extracomment>
        <translation>%1 sind in diesem Zeitraum schon verbraucht: Es würde sofort nichts mehr gesendet. Speichern?</translation>
    </message>
    <message>
        <source>Raise the ceiling from %1 to %2 (%3) for good?</source>
        <extracomment>asked before a ceiling is raised: %1 and %2 are amounts, %3 is &quot;Day&quot;, &quot;Week&quot;, ...</extracomment>
        <translation>Die Obergrenze dauerhaft von %1 auf %2 (%3) anheben?</translation>
    </message>
    <message>
        <source>Yes, save</source>
        <translation>Ja, speichern</translation>
    </message>
    <message>
        <source>Go on while more can be reserved</source>
        <translation>Laufen weiter, solange mehr reserviert werden kann</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CeilingGauge</name>
    <message>
        <source>alert %1</source>
        <extracomment>a mark at a ceiling; %1 is a percentage</extracomment>
        <translation>Warnung %1</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CeilingWords</name>
    <message>
        <source>Each tier by itself</source>
        <translation>Jede Stufe für sich</translation>
    </message>
    <message>
        <source>Each provider by itself</source>
        <translation>Jeder Anbieter für sich</translation>
    </message>
    <message>
        <source>Each key by itself</source>
        <translation>Jeder Schlüssel für sich</translation>
    </message>
    <message>
        <source>Each feature by itself</source>
        <translation>Jede Funktion für sich</translation>
    </message>
    <message>
        <source>Each session by itself</source>
        <translation>Jede Sitzung für sich</translation>
    </message>
    <message>
        <source>All traffic</source>
        <translation>Gesamter Verkehr</translation>
    </message>
    <message>
        <source>From %1 on, requests go to a cheaper tier.</source>
        <extracomment>%1 is a percentage of a ceiling</extracomment>
        <translation>Ab %1 gehen Anfragen an eine günstigere Stufe.</translation>
    </message>
    <message>
        <source>From %1 on, those of %2 go to a cheaper tier.</source>
        <extracomment>%1 is a percentage of a ceiling, %2 names tiers and rules</extracomment>
        <translation>Ab %1 gehen die von %2 an eine günstigere Stufe.</translation>
    </message>
    <message>
        <source>Sandbox (simulated)</source>
        <translation>Sandbox (simuliert)</translation>
    </message>
    <message>
        <source>Tier %1</source>
        <extracomment>a ceiling&apos;s scope; %1 is a tier&apos;s name</extracomment>
        <translation>Stufe %1</translation>
    </message>
    <message>
        <source>Provider %1</source>
        <extracomment>a ceiling&apos;s scope; %1 is a provider&apos;s id</extracomment>
        <translation>Anbieter %1</translation>
    </message>
    <message>
        <source>Key %1</source>
        <extracomment>a ceiling&apos;s scope; %1 is the name of a virtual key</extracomment>
        <translation>Schlüssel %1</translation>
    </message>
    <message>
        <source>Feature %1</source>
        <extracomment>a ceiling&apos;s scope; %1 is what a client calls a feature</extracomment>
        <translation>Funktion %1</translation>
    </message>
    <message>
        <source>Session %1</source>
        <extracomment>a ceiling&apos;s scope; %1 is what a client calls a session</extracomment>
        <translation>Sitzung %1</translation>
    </message>
    <message>
        <source>this hour</source>
        <translation>diese Stunde</translation>
    </message>
    <message>
        <source>this week</source>
        <translation>diese Woche</translation>
    </message>
    <message>
        <source>this month</source>
        <translation>diesen Monat</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>%1 of %2 %3</source>
        <extracomment>%1 is what was spent, %2 the ceiling, %3 &quot;today&quot;, &quot;this week&quot;, ...</extracomment>
        <translation>%1 von %2 %3</translation>
    </message>
    <message>
        <source>%1 of %2 %3, %4 reserved</source>
        <extracomment>%1 is what was spent, %2 the ceiling, %3 &quot;today&quot;, ..., %4 what is reserved for requests in flight</extracomment>
        <translation>%1 von %2 %3, %4 reserviert</translation>
    </message>
    <message>
        <source>Alerts at %1.</source>
        <extracomment>%1 is a list of percentages of a ceiling</extracomment>
        <translation>Warnungen bei %1.</translation>
    </message>
    <message>
        <source>At the limit, paid requests are refused until the reset.</source>
        <translation>An der Grenze werden bezahlte Anfragen bis zum Neubeginn abgelehnt.</translation>
    </message>
    <message>
        <source>At the limit, requests go to cheaper tiers.</source>
        <translation>An der Grenze gehen Anfragen an günstigere Stufen.</translation>
    </message>
    <message>
        <source>At the limit, requests go to a tier that costs nothing.</source>
        <translation>An der Grenze gehen Anfragen an eine Stufe, die nichts kostet.</translation>
    </message>
    <message>
        <source>Answers in flight are cut then.</source>
        <translation>Laufende Antworten werden dann abgebrochen.</translation>
    </message>
    <message>
        <source>Answers in flight finish.</source>
        <translation>Laufende Antworten enden regulär.</translation>
    </message>
    <message>
        <source>Simulated traffic only: never counted as money.</source>
        <translation>Nur simulierter Verkehr: zählt nie als Geld.</translation>
    </message>
    <message>
        <source>Not enough traffic for a forecast</source>
        <translation>Zu wenig Verkehr für eine Vorhersage</translation>
    </message>
    <message>
        <source>At this pace the hour ends at about %1</source>
        <extracomment>%1 is an amount of money</extracomment>
        <translation>Bei diesem Tempo endet die Stunde bei etwa %1</translation>
    </message>
    <message>
        <source>At this pace the week ends at about %1</source>
        <extracomment>%1 is an amount of money</extracomment>
        <translation>Bei diesem Tempo endet die Woche bei etwa %1</translation>
    </message>
    <message>
        <source>At this pace the month ends at about %1</source>
        <extracomment>%1 is an amount of money</extracomment>
        <translation>Bei diesem Tempo endet der Monat bei etwa %1</translation>
    </message>
    <message>
        <source>At this pace you end the day at about %1</source>
        <extracomment>%1 is an amount of money</extracomment>
        <translation>Bei diesem Tempo endet der Tag bei etwa %1</translation>
    </message>
    <message>
        <source>Ceiling reached. Paid tiers are blocked until %1</source>
        <extracomment>%1 is a time of day or a date</extracomment>
        <translation>Obergrenze erreicht. Bezahlte Stufen sind gesperrt bis %1</translation>
    </message>
    <message>
        <source>Ceiling reached. Requests go to cheaper tiers until %1</source>
        <translation>Obergrenze erreicht. Anfragen gehen an günstigere Stufen bis %1</translation>
    </message>
    <message>
        <source>At this pace you hit the ceiling at %1, then paid requests are blocked</source>
        <extracomment>%1 is a time of day or a date</extracomment>
        <translation>Bei diesem Tempo erreichen Sie die Obergrenze um %1, dann werden bezahlte Anfragen gesperrt</translation>
    </message>
    <message>
        <source>At this pace you hit the ceiling at %1, then requests go to cheaper tiers</source>
        <translation>Bei diesem Tempo erreichen Sie die Obergrenze um %1, dann gehen Anfragen an günstigere Stufen</translation>
    </message>
    <message>
        <source>Answers in flight go on while more can be reserved.</source>
        <translation>Laufende Antworten gehen weiter, solange mehr reserviert werden kann.</translation>
    </message>
    <message>
        <source>“%1”</source>
        <extracomment>the name of a rule among others</extracomment>
        <translation>„%1“</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CeilingsPart</name>
    <message>
        <source>No ceilings</source>
        <translation>Keine Obergrenzen</translation>
    </message>
    <message>
        <source>Without a ceiling nothing limits what a day costs. Add one: what does not fit is refused before it costs anything.</source>
        <translation>Ohne Obergrenze begrenzt nichts, was ein Tag kostet. Legen Sie eine an: Was nicht passt, wird abgelehnt, bevor es etwas kostet.</translation>
    </message>
    <message>
        <source>New ceiling</source>
        <translation>Neue Obergrenze</translation>
    </message>
    <message>
        <source>Ceiling saved: %1, $%2 (%3)</source>
        <extracomment>said after a ceiling was saved: %1 what it limits, %2 an amount as typed, %3 &quot;Day&quot;, &quot;Week&quot;, ...</extracomment>
        <translation>Obergrenze gespeichert: %1, %2 $ (%3)</translation>
    </message>
    <message>
        <source>Ceiling deleted: %1 (%2)</source>
        <extracomment>%1 what a ceiling limits, %2 &quot;Day&quot;, &quot;Week&quot;, ...</extracomment>
        <translation>Obergrenze gelöscht: %1 (%2)</translation>
    </message>
    <message>
        <source>Raised to %1 until %2</source>
        <extracomment>%1 is an amount of money, %2 a time of day or a date</extracomment>
        <translation>Auf %1 angehoben bis %2</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>The raise is over</source>
        <translation>Die Anhebung ist beendet</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ChannelEditor</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Lowest level</source>
        <translation>Ab Dringlichkeit</translation>
    </message>
    <message>
        <source>Runs on this computer (may be without TLS)</source>
        <translation>Läuft auf diesem Rechner (darf ohne TLS sein)</translation>
    </message>
    <message>
        <source>Local</source>
        <translation>Lokal</translation>
    </message>
    <message>
        <source>Add channel</source>
        <translation>Kanal hinzufügen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>JSON of Signalbox</source>
        <translation>JSON von Signalbox</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>kept in the keychain; type to replace it</source>
        <translation>liegt im Schlüsselbund; Eingabe ersetzt</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>STARTTLS (587)</source>
        <translation>Mit STARTTLS (587)</translation>
    </message>
    <message>
        <source>TLS (465)</source>
        <translation>Mit TLS (465)</translation>
    </message>
    <message>
        <source>None (this computer only)</source>
        <translation>Keine (nur dieser Rechner)</translation>
    </message>
    <message>
        <source>Mail server</source>
        <translation>Mailserver</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ChannelsCard</name>
    <message>
        <source>Mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>Alerts stay on this computer. Add a webhook or a mail account to be told elsewhere, too.</source>
        <translation>Warnungen bleiben auf diesem Rechner. Fügen Sie einen Webhook oder ein E-Mail-Konto hinzu, um auch anderswo davon zu erfahren.</translation>
    </message>
    <message>
        <source>Add webhook</source>
        <translation>Webhook hinzufügen</translation>
    </message>
    <message>
        <source>Add mail</source>
        <translation>E-Mail hinzufügen</translation>
    </message>
    <message>
        <source>Send through “%1”</source>
        <extracomment>%1: a channel of alerts</extracomment>
        <translation>Über „%1“ senden</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Send a test through “%1”</source>
        <translation>Einen Test über „%1“ senden</translation>
    </message>
    <message>
        <source>Change the channel “%1”</source>
        <translation>Den Kanal „%1“ ändern</translation>
    </message>
    <message>
        <source>Remove the channel “%1”</source>
        <translation>Den Kanal „%1“ entfernen</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message numerus="yes">
        <source>✕ %1 %n waiting.</source>
        <extracomment>%1: why a message could not be sent, %n: messages that wait</extracomment>
        <translation>
            <numerusform>✕ %1 %n wartet.</numerusform>
            <numerusform>✕ %1 %n warten.</numerusform>
        </translation>
    </message>
    <message>
        <source>✓ sent %1</source>
        <extracomment>%1: &quot;2 min ago&quot;</extracomment>
        <translation>✓ gesendet %1</translation>
    </message>
    <message>
        <source>nothing sent yet</source>
        <translation>noch nichts gesendet</translation>
    </message>
    <message>
        <source>Channel “%1” added</source>
        <extracomment>%1: a channel of alerts</extracomment>
        <translation>Kanal „%1“ hinzugefügt</translation>
    </message>
    <message>
        <source>Channel “%1” changed</source>
        <translation>Kanal „%1“ geändert</translation>
    </message>
    <message>
        <source>sending a test …</source>
        <translation>ein Test wird gesendet …</translation>
    </message>
    <message>
        <source>✓ the test was sent</source>
        <translation>✓ der Test wurde gesendet</translation>
    </message>
    <message>
        <source>Channel “%1” removed</source>
        <translation>Kanal „%1“ entfernt</translation>
    </message>
    <message>
        <source>Channel “%1” is on</source>
        <translation>Kanal „%1“ ist an</translation>
    </message>
    <message>
        <source>Channel “%1” is off</source>
        <translation>Kanal „%1“ ist aus</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ChartTable</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Alles kopieren</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Matching commands</source>
        <translation>Passende Befehle</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CompactPart</name>
    <message>
        <source>How far compacting the log is</source>
        <translation>Wie weit das Verdichten des Protokolls ist</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel compacting the log</source>
        <translation>Das Verdichten des Protokolls abbrechen</translation>
    </message>
    <message>
        <source>Gives what deleted requests have left free in the log back to the disk.</source>
        <translation>Gibt dem Datenträger zurück, was gelöschte Anfragen im Protokoll frei gelassen haben.</translation>
    </message>
    <message>
        <source>Compact the log now</source>
        <translation>Protokoll jetzt verdichten</translation>
    </message>
    <message>
        <source>%1 were given back to the disk; the log has %2 now.</source>
        <extracomment>%1 and %2: sizes such as 12 MB</extracomment>
        <translation>%1 wurden dem Datenträger zurückgegeben; das Protokoll hat jetzt %2.</translation>
    </message>
    <message>
        <source>The log is compact; there was nothing to win.</source>
        <translation>Das Protokoll ist verdichtet; zu gewinnen gab es nichts.</translation>
    </message>
    <message>
        <source>The log has %1, of which %2 are in use. Meanwhile this takes up to %3 of free disk (%4 are free); requests go on and are recorded.</source>
        <extracomment>%1 to %4: sizes such as 12 MB</extracomment>
        <translation>Das Protokoll hat %1, davon sind %2 in Gebrauch. Inzwischen braucht das bis zu %3 freien Speicherplatz (%4 sind frei); Anfragen gehen weiter und werden aufgezeichnet.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CompareSheet</name>
    <message>
        <source>Back to the prices</source>
        <translation>Zurück zu den Preisen</translation>
    </message>
    <message>
        <source>Compare price lists</source>
        <translation>Preislisten vergleichen</translation>
    </message>
    <message>
        <source>Read two or more. Where they differ, take over the one you trust.</source>
        <translation>Lesen Sie zwei oder mehr. Wo sie sich unterscheiden, übernehmen Sie die, der Sie trauen.</translation>
    </message>
    <message>
        <source>Add list</source>
        <translation>Liste hinzufügen</translation>
    </message>
    <message>
        <source>Prices that differ</source>
        <translation>Abweichende Preise</translation>
    </message>
    <message>
        <source>Odd prices</source>
        <translation>Auffällige Preise</translation>
    </message>
    <message>
        <source>What to show of the lists</source>
        <translation>Was von den Listen gezeigt wird</translation>
    </message>
    <message>
        <source>With the built-in book</source>
        <translation>Mit dem eingebauten Preisbuch</translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>Take this price</source>
        <translation>Diesen Preis übernehmen</translation>
    </message>
    <message>
        <source>Prices of the lists side by side</source>
        <translation>Preise der Listen nebeneinander</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>eingebaut</translation>
    </message>
    <message>
        <source>No list is read yet. LiteLLM, models.dev, Portkey and OpenRouter publish some.</source>
        <translation>Noch keine Liste gelesen. LiteLLM, models.dev, Portkey und OpenRouter veröffentlichen welche.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>Wofür</translation>
    </message>
    <message>
        <source>One list is read. Add another one to compare it with.</source>
        <translation>Eine Liste ist gelesen. Fügen Sie zum Vergleich eine weitere hinzu.</translation>
    </message>
    <message>
        <source>%1 models in all %2 lists. Different: %3 input, %4 output, %5 cached input.</source>
        <extracomment>%1 models, %2 lists; of their prices that many differ: %3 input, %4 output, %5 cached input</extracomment>
        <translation>%1 Modelle in allen %2 Listen. Verschieden: %3 Eingabe, %4 Ausgabe, %5 Eingabe aus dem Cache.</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Odd about it</source>
        <translation>Auffällig daran</translation>
    </message>
    <message>
        <source>Nothing odd in these lists.</source>
        <translation>Nichts Auffälliges in diesen Listen.</translation>
    </message>
    <message numerus="yes">
        <source>%n odd price(s)</source>
        <translation>
            <numerusform>%n auffälliger Preis</numerusform>
            <numerusform>%n auffällige Preise</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ConditionEditor</name>
    <message>
        <source>all of these match</source>
        <translation>alle davon zutreffen</translation>
    </message>
    <message>
        <source>any of these matches</source>
        <translation>eine davon zutrifft</translation>
    </message>
    <message>
        <source>none of these matches</source>
        <translation>keine davon zutrifft</translation>
    </message>
    <message>
        <source>When</source>
        <extracomment>before a choice: &quot;When | all of these match&quot;</extracomment>
        <translation>Wenn</translation>
    </message>
    <message>
        <source>Group:</source>
        <translation>Gruppe:</translation>
    </message>
    <message>
        <source>When which of the conditions match</source>
        <extracomment>%1 is the number of a group of conditions within a rule</extracomment>
        <translation>Wenn welche der Bedingungen zutreffen</translation>
    </message>
    <message>
        <source>Group %1: which of its conditions match</source>
        <translation>Gruppe %1: welche ihrer Bedingungen zutreffen</translation>
    </message>
    <message>
        <source>Remove group %1</source>
        <translation>Gruppe %1 entfernen</translation>
    </message>
    <message>
        <source>+ Condition</source>
        <translation>+ Bedingung</translation>
    </message>
    <message>
        <source>Add a condition to group %1</source>
        <translation>Gruppe %1 eine Bedingung anfügen</translation>
    </message>
    <message>
        <source>+ Group</source>
        <translation>+ Gruppe</translation>
    </message>
    <message>
        <source>Add a group to group %1</source>
        <translation>Gruppe %1 eine Gruppe anfügen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ConditionRow</name>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>and</source>
        <translation>und</translation>
    </message>
    <message>
        <source>Condition %1: field</source>
        <extracomment>names of the parts of a condition; %1 is its number</extracomment>
        <translation>Bedingung %1: Feld</translation>
    </message>
    <message>
        <source>Condition %1: name</source>
        <translation>Bedingung %1: Name</translation>
    </message>
    <message>
        <source>Condition %1: comparison</source>
        <translation>Bedingung %1: Vergleich</translation>
    </message>
    <message>
        <source>Condition %1: value</source>
        <translation>Bedingung %1: Wert</translation>
    </message>
    <message>
        <source>Condition %1: upper value</source>
        <translation>Bedingung %1: oberer Wert</translation>
    </message>
    <message>
        <source>Remove condition %1</source>
        <translation>Bedingung %1 entfernen</translation>
    </message>
    <message>
        <source>is true</source>
        <translation>trifft zu</translation>
    </message>
    <message>
        <source>is false</source>
        <translation>trifft nicht zu</translation>
    </message>
    <message>
        <source>one, two, three</source>
        <translation>eins, zwei, drei</translation>
    </message>
    <message>
        <source>empty: not given</source>
        <translation>leer: nicht angegeben</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>a value that was seen, and in how many requests: &quot;pro · 2,114&quot;</extracomment>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ConfigDiff</name>
    <message>
        <source>%1, key %2</source>
        <extracomment>a provider: %1 its address, %2 where its key is kept</extracomment>
        <translation>%1, Schlüssel %2</translation>
    </message>
    <message>
        <source>%1, %2, %3, at the limit: %4</source>
        <extracomment>a ceiling: %1 what it holds for, %2 its period, %3 dollars, %4 what happens at the limit</extracomment>
        <translation>%1, %2, %3, an der Grenze: %4</translation>
    </message>
    <message>
        <source>new tier</source>
        <extracomment>what changes beside the rules</extracomment>
        <translation>neue Stufe</translation>
    </message>
    <message>
        <source>tier goes</source>
        <translation>Stufe entfällt</translation>
    </message>
    <message>
        <source>tier</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>new provider</source>
        <translation>neuer Anbieter</translation>
    </message>
    <message>
        <source>provider goes</source>
        <translation>Anbieter entfällt</translation>
    </message>
    <message>
        <source>provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>new ceiling</source>
        <translation>neue Obergrenze</translation>
    </message>
    <message>
        <source>ceiling goes</source>
        <translation>Obergrenze entfällt</translation>
    </message>
    <message>
        <source>ceiling</source>
        <translation>Obergrenze</translation>
    </message>
    <message>
        <source>All traffic</source>
        <translation>Aller Verkehr</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>Vergleichsstufe</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ConnectCard</name>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Create key</source>
        <translation>Schlüssel anlegen</translation>
    </message>
    <message>
        <source>Copy program</source>
        <translation>Programm kopieren</translation>
    </message>
    <message>
        <source>Example programs</source>
        <translation>Beispielprogramme</translation>
    </message>
    <message>
        <source>Programming language</source>
        <translation>Programmiersprache</translation>
    </message>
    <message>
        <source>Any program that speaks OpenAI&apos;s API works: give it the base URL, a key of its own and the model “auto”. One key for each application tells them apart everywhere.</source>
        <translation>Jedes Programm für die API von OpenAI funktioniert: Geben Sie ihm die Basis-URL, einen eigenen Schlüssel und das Modell „auto“. Ein Schlüssel je Anwendung hält sie überall auseinander.</translation>
    </message>
    <message>
        <source>Example in %1</source>
        <extracomment>%1 is a programming language, &quot;Environment&quot; or &quot;Tools&quot;</extracomment>
        <translation>Beispiel in %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s)</source>
        <translation>
            <numerusform>%Ln Schlüssel</numerusform>
            <numerusform>%Ln Schlüssel</numerusform>
        </translation>
    </message>
    <message>
        <source>YOUR-SIGNALBOX-KEY</source>
        <extracomment>stands in example programs where the key belongs; no spaces</extracomment>
        <translation>IHR-SIGNALBOX-SCHLUESSEL</translation>
    </message>
    <message>
        <source>Waiting for the first request of “%1”</source>
        <extracomment>a light: %1 is the name of an application&apos;s key</extracomment>
        <translation>Wartet auf die erste Anfrage von „%1“</translation>
    </message>
    <message>
        <source>“%1” is connected: first request at %2</source>
        <extracomment>a green light: %1 is the name of an application&apos;s key, %2 a time of day</extracomment>
        <translation>„%1“ ist verbunden: erste Anfrage um %2</translation>
    </message>
    <message>
        <source>Signalbox listens on this computer alone. What runs in a container, in a virtual machine or in WSL has an address of its own and can&apos;t reach it, unless it shares the network of this computer (docker run --network=host; networkingMode=mirrored for WSL), or unless the settings serve containers, too.</source>
        <translation>Signalbox ist nur auf diesem Rechner erreichbar. Was in einem Container, einer virtuellen Maschine oder WSL läuft, hat eine eigene Adresse und erreicht es nicht, es sei denn, es teilt das Netz dieses Rechners (docker run --network=host; networkingMode=mirrored für WSL), oder die Einstellungen bedienen auch Container.</translation>
    </message>
    <message>
        <source>In a container, in a virtual machine or in WSL, applications use this address, with a key as anywhere. Docker on Linux has to be told the name: docker run --add-host=host.docker.internal:host-gateway.</source>
        <translation>In einem Container, einer virtuellen Maschine oder WSL verwenden Anwendungen diese Adresse, mit einem Schlüssel wie überall. Docker auf Linux muss den Namen gesagt bekommen: docker run --add-host=host.docker.internal:host-gateway.</translation>
    </message>
    <message>
        <source>Base URL in containers: %1</source>
        <extracomment>%1 is a URL</extracomment>
        <translation>Basis-URL in Containern: %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the base URL for containers</source>
        <translation>Basis-URL für Container kopieren</translation>
    </message>
    <message>
        <source>Settings for containers</source>
        <translation>Einstellungen für Container</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CostChart</name>
    <message>
        <source>pace of the ceiling</source>
        <translation>Tempo der Obergrenze</translation>
    </message>
    <message>
        <source>together %1 per minute</source>
        <extracomment>%1 is an amount of money</extracomment>
        <translation>zusammen %1 pro Minute</translation>
    </message>
    <message>
        <source>simulated, not money</source>
        <translation>simuliert, kein Geld</translation>
    </message>
    <message>
        <source>%1, total %2</source>
        <extracomment>%1 is a range of time (&quot;Last 2 hours&quot;), %2 an amount of money</extracomment>
        <translation>%1, gesamt %2</translation>
    </message>
    <message>
        <source>All tiers</source>
        <translation>Alle Stufen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::CostLines</name>
    <message numerus="yes">
        <source>%Ln token(s)</source>
        <extracomment>a number of tokens</extracomment>
        <translation>
            <numerusform>%Ln Token</numerusform>
            <numerusform>%Ln Tokens</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 at $%2 per million</source>
        <extracomment>tokens and their price: %1 &quot;1,204 tokens&quot;, %2 dollars per million tokens</extracomment>
        <translation>%1 zu %2 $ pro Million</translation>
    </message>
    <message>
        <source>not billed: the provider gave no answer</source>
        <translation>nicht berechnet: Der Anbieter gab keine Antwort</translation>
    </message>
    <message>
        <source>uncertain: sent, but no status came back; the whole reservation counts</source>
        <translation>ungewiss: gesendet, aber kein Status kam zurück; die ganze Reservierung zählt</translation>
    </message>
    <message>
        <source>estimated: the provider sent no usage, so the tokens were counted here</source>
        <translation>geschätzt: Der Anbieter hat keinen Verbrauch gesendet, daher wurden die Tokens hier gezählt</translation>
    </message>
    <message>
        <source>Attempt %1 · %2 · %3</source>
        <extracomment>heading of one call: %1 its number, %2 tier, %3 model</extracomment>
        <translation>Versuch %1 · %2 · %3</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Input from the provider&apos;s cache</source>
        <translation>Eingabe aus dem Cache des Anbieters</translation>
    </message>
    <message>
        <source>Written to the provider&apos;s cache</source>
        <translation>In den Cache des Anbieters geschrieben</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>of which for reasoning</source>
        <translation>davon für Reasoning</translation>
    </message>
    <message>
        <source>Reserved before the call</source>
        <translation>Vor dem Aufruf reserviert</translation>
    </message>
    <message>
        <source>Cost of this attempt</source>
        <translation>Kosten dieses Versuchs</translation>
    </message>
    <message>
        <source>Price: %1</source>
        <extracomment>%1 is where a price was taken from</extracomment>
        <translation>Preis: %1</translation>
    </message>
    <message>
        <source>Simulated: booked under the sandbox ceiling, never counted as money.</source>
        <translation>Simuliert: unter der Sandbox-Obergrenze gebucht, zählt nie als Geld.</translation>
    </message>
    <message>
        <source>The model is unpriced: its cost is unknown, not zero.</source>
        <translation>Das Modell hat keinen Preis: Seine Kosten sind unbekannt, nicht null.</translation>
    </message>
    <message>
        <source>No provider was called, so this request cost nothing.</source>
        <translation>Kein Anbieter wurde aufgerufen; die Anfrage hat nichts gekostet.</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>Zusammen</translation>
    </message>
    <message>
        <source>Cost of the request</source>
        <translation>Kosten der Anfrage</translation>
    </message>
    <message>
        <source>The same tokens at the baseline tier</source>
        <translation>Dieselben Tokens auf der Vergleichsstufe</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespart</translation>
    </message>
    <message>
        <source>, by its own tokens per byte so far (single calls off by %1)</source>
        <extracomment>added to &quot;estimated ...&quot;: %1 is a percentage</extracomment>
        <translation>, nach seinen bisherigen Tokens je Byte (einzelne Aufrufe weichen um %1 ab)</translation>
    </message>
    <message>
        <source>The provider&apos;s own sum</source>
        <translation>Summe laut Anbieter</translation>
    </message>
    <message>
        <source>The provider&apos;s sum is ours, to the nano-dollar.</source>
        <translation>Die Summe des Anbieters ist auf den Nano-Dollar die unsere.</translation>
    </message>
    <message>
        <source>Gap to the provider&apos;s sum</source>
        <extracomment>%1 is how many percent of our amount</extracomment>
        <translation>Abstand zur Summe des Anbieters</translation>
    </message>
    <message>
        <source>%1 of ours</source>
        <translation>%1 der unseren</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::DayBars</name>
    <message numerus="yes">
        <source>%Ln day(s), the dearest %1</source>
        <extracomment>%1 a number of days, %2 an amount of money</extracomment>
        <translation>
            <numerusform>%Ln Tag, der teuerste %1</numerusform>
            <numerusform>%Ln Tage, der teuerste %1</numerusform>
        </translation>
    </message>
    <message>
        <source>MMM d</source>
        <extracomment>how a day is written below its bar: see QLocale::toString(); &quot;Nov 23&quot;</extracomment>
        <translation>d. MMM</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::DeploymentEditor</name>
    <message>
        <source>Free</source>
        <translation>Kostenlos</translation>
    </message>
    <message>
        <source>Own price</source>
        <translation>Eigener Preis</translation>
    </message>
    <message>
        <source>mid</source>
        <extracomment>example of a name for a new tier; lower-case letters</extracomment>
        <translation>mid</translation>
    </message>
    <message>
        <source>as the catalogue says</source>
        <translation>wie im Katalog</translation>
    </message>
    <message>
        <source>Name of the tier</source>
        <translation>Name der Stufe</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Input, $ per million tokens</source>
        <translation>Eingabe, $ pro Million Tokens</translation>
    </message>
    <message>
        <source>Cached input, $ per million tokens</source>
        <translation>Eingabe aus dem Cache, $ pro Million Tokens</translation>
    </message>
    <message>
        <source>Output, $ per million tokens</source>
        <translation>Ausgabe, $ pro Million Tokens</translation>
    </message>
    <message>
        <source>Longest answer, tokens</source>
        <translation>Längste Antwort, Tokens</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Add tier</source>
        <translation>Stufe hinzufügen</translation>
    </message>
    <message>
        <source>Add deployment</source>
        <translation>Deployment hinzufügen</translation>
    </message>
    <message>
        <source>From the catalogue: this model is not in it, so unpriced</source>
        <extracomment>price of a model out of the built-in list: %1 is the price</extracomment>
        <translation>Aus dem Katalog: Dieses Modell steht nicht darin, also ohne Preis</translation>
    </message>
    <message>
        <source>From the catalogue: %1</source>
        <translation>Aus dem Katalog: %1</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>Requests per minute</source>
        <translation>Anfragen pro Minute</translation>
    </message>
    <message>
        <source>Tokens per minute</source>
        <translation>Tokens pro Minute</translation>
    </message>
    <message>
        <source>Calls at the same time</source>
        <translation>Gleichzeitige Aufrufe</translation>
    </message>
    <message>
        <source>Wait for a free place, ms</source>
        <extracomment>how long a request may queue for the limits of a deployment before the next deployment is tried</extracomment>
        <translation>Warten auf einen freien Platz, ms</translation>
    </message>
    <message>
        <source>Say by hand what the model can take</source>
        <extracomment>a switch that shows further fields: what a model can carry, which parameters it knows</extracomment>
        <translation>Von Hand angeben, was das Modell kann</translation>
    </message>
    <message>
        <source>Abilities</source>
        <translation>Fähigkeiten</translation>
    </message>
    <message>
        <source>Context, tokens</source>
        <translation>Kontext, Tokens</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>JSON answers</source>
        <translation>JSON-Antworten</translation>
    </message>
    <message>
        <source>JSON by schema</source>
        <translation>JSON nach Schema</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Parameters that are left out</source>
        <translation>Parameter, die weggelassen werden</translation>
    </message>
    <message>
        <source>Parameters under other names</source>
        <translation>Parameter unter anderen Namen</translation>
    </message>
    <message>
        <source>Longest answer is asked for as</source>
        <translation>Längste Antwort wird verlangt als</translation>
    </message>
    <message>
        <source>not in the catalogue: %1</source>
        <extracomment>where a model&apos;s abilities come from: %1 is what is known</extracomment>
        <translation>nicht im Katalog: %1</translation>
    </message>
    <message>
        <source>catalogue: %1</source>
        <translation>Katalog: %1</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>not in the catalogue</source>
        <translation>nicht im Katalog</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::DeploymentRow</name>
    <message>
        <source>blocked by the ceiling</source>
        <extracomment>in place of where a price comes from: there is none, and what that means</extracomment>
        <translation>von der Obergrenze gesperrt</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Send the test</source>
        <translation>Test senden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Lets requests through again at once</source>
        <translation>Lässt sofort wieder Anfragen durch</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <extracomment>a deployment: %1 model, %2 provider</extracomment>
        <translation>%1 bei %2</translation>
    </message>
    <message>
        <source>%1: %2, %3, %4</source>
        <extracomment>spoken: a step of a tier&apos;s chain: %1 its number, %2 deployment, %3 price, %4 health</extracomment>
        <translation>%1: %2, %3, %4</translation>
    </message>
    <message>
        <source>Test %1</source>
        <translation>%1 testen</translation>
    </message>
    <message>
        <source>Send the test to %1</source>
        <translation>Test an %1 senden</translation>
    </message>
    <message>
        <source>Cancel the test of %1</source>
        <translation>Test von %1 abbrechen</translation>
    </message>
    <message>
        <source>Reset the breaker of %1</source>
        <translation>Sicherung von %1 zurücksetzen</translation>
    </message>
    <message>
        <source>Move %1 up (Alt+Up)</source>
        <translation>%1 nach oben (Alt+Auf)</translation>
    </message>
    <message>
        <source>Move %1 down (Alt+Down)</source>
        <translation>%1 nach unten (Alt+Ab)</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>%1 bearbeiten</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>A tier needs at least one deployment</source>
        <translation>Eine Stufe braucht mindestens ein Deployment</translation>
    </message>
    <message>
        <source>tried again in %1</source>
        <extracomment>a deployment that is left alone; %1 is a duration</extracomment>
        <translation>neuer Versuch in %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln failure(s) lately</source>
        <translation>
            <numerusform>%Ln Fehler in letzter Zeit</numerusform>
            <numerusform>%Ln Fehler in letzter Zeit</numerusform>
        </translation>
    </message>
    <message>
        <source>Sends one short request. It costs nothing.</source>
        <extracomment>before a test request is sent: %1 is the most it can cost</extracomment>
        <translation>Sendet eine kurze Anfrage. Sie kostet nichts.</translation>
    </message>
    <message>
        <source>Sends one short request. It costs at most %1.</source>
        <translation>Sendet eine kurze Anfrage. Sie kostet höchstens %1.</translation>
    </message>
    <message>
        <source>Waiting for the answer…</source>
        <translation>Warte auf die Antwort …</translation>
    </message>
    <message>
        <source>✓ answered</source>
        <translation>✓ geantwortet</translation>
    </message>
    <message>
        <source>as %1</source>
        <extracomment>%1 is the name under which a model answered</extracomment>
        <translation>als %1</translation>
    </message>
    <message>
        <source>≤ %1 req/min</source>
        <extracomment>a limit: at most so many requests a minute</extracomment>
        <translation>≤ %1 Anfr./min</translation>
    </message>
    <message>
        <source>≤ %1 tokens/min</source>
        <extracomment>a limit: at most so many tokens a minute</extracomment>
        <translation>≤ %1 Tokens/min</translation>
    </message>
    <message>
        <source>≤ %1 at a time</source>
        <extracomment>a limit: at most so many calls at the same time</extracomment>
        <translation>≤ %1 gleichzeitig</translation>
    </message>
    <message>
        <source>Trip</source>
        <extracomment>a button: no request goes to this deployment from now on</extracomment>
        <translation>Abschalten</translation>
    </message>
    <message>
        <source>No request goes to it until you reset it, or the program starts again</source>
        <translation>Keine Anfrage geht dorthin, bis Sie zurücksetzen oder das Programm neu startet</translation>
    </message>
    <message>
        <source>Trip the breaker of %1</source>
        <translation>%1 abschalten</translation>
    </message>
    <message>
        <source>tripped by hand</source>
        <extracomment>a deployment to which no request goes, because the operator wanted it so</extracomment>
        <translation>von Hand abgeschaltet</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::DiffTable</name>
    <message>
        <source>Changes of the rules</source>
        <translation>Änderungen der Regeln</translation>
    </message>
    <message>
        <source>Rule</source>
        <extracomment>columns of the list of changes</extracomment>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::DraftBar</name>
    <message>
        <source>Draft: no changes</source>
        <translation>Entwurf: keine Änderungen</translation>
    </message>
    <message numerus="yes">
        <source>Draft: %n unsaved change(s)</source>
        <translation>
            <numerusform>Entwurf: %n Änderung</numerusform>
            <numerusform>Entwurf: %n Änderungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::DraftDiff</name>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>name</source>
        <extracomment>what of a rule changes</extracomment>
        <translation>Name</translation>
    </message>
    <message>
        <source>switch</source>
        <translation>Schalter</translation>
    </message>
    <message>
        <source>condition</source>
        <translation>Bedingung</translation>
    </message>
    <message>
        <source>route</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>form</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>checks: %1</source>
        <extracomment>%1 is a list of checks that an answer has to pass</extracomment>
        <translation>Prüfungen: %1</translation>
    </message>
    <message>
        <source>at most %1 tokens</source>
        <extracomment>limits of a rule; %1 is a number</extracomment>
        <translation>höchstens %1 Tokens</translation>
    </message>
    <message>
        <source>within %1 ms</source>
        <translation>binnen %1 ms</translation>
    </message>
    <message>
        <source>at most %1 attempts</source>
        <translation>höchstens %1 Versuche</translation>
    </message>
    <message>
        <source>%1 tiers up when stakes are high</source>
        <translation>%1 Stufen höher, bei hoher Tragweite</translation>
    </message>
    <message>
        <source>at least %1 bytes</source>
        <translation>mindestens %1 Bytes</translation>
    </message>
    <message>
        <source>new rule</source>
        <extracomment>a rule that comes with the draft: %1 condition, %2 where it leads</extracomment>
        <translation>neue Regel</translation>
    </message>
    <message>
        <source>when %1 → %2</source>
        <translation>wenn %1 → %2</translation>
    </message>
    <message>
        <source>place</source>
        <translation>Platz</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>%1 (no longer there)</source>
        <extracomment>%1 is a tier or a deployment that a former rule names</extracomment>
        <translation>%1 (nicht mehr da)</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::DraftRule</name>
    <message>
        <source>…</source>
        <extracomment>stands for a condition that is not written yet</extracomment>
        <translation>…</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::DryRunPane</name>
    <message>
        <source>Try a request</source>
        <translation>Anfrage ausprobieren</translation>
    </message>
    <message>
        <source>Nobody is called, nothing is recorded.</source>
        <translation>Niemand wird gerufen, nichts wird aufgezeichnet.</translation>
    </message>
    <message>
        <source>Chat request, as an application would send it (JSON)</source>
        <translation>Chat-Anfrage, wie eine Anwendung sie schicken würde (JSON)</translation>
    </message>
    <message>
        <source>Header %1</source>
        <extracomment>%1 is the name of an HTTP header</extracomment>
        <translation>Kopfzeile %1</translation>
    </message>
    <message>
        <source>Why the request goes there</source>
        <translation>Warum die Anfrage dorthin geht</translation>
    </message>
    <message>
        <source>Whether a key is at hand and a ceiling has room is seen when a request is really sent.</source>
        <translation>Ob ein Schlüssel da ist und eine Obergrenze Platz hat, zeigt sich erst, wenn eine Anfrage wirklich geschickt wird.</translation>
    </message>
    <message>
        <source>Goes to %1</source>
        <extracomment>%1 is a tier</extracomment>
        <translation>Geht an %1</translation>
    </message>
    <message>
        <source>Goes to %1 by rule “%2”</source>
        <extracomment>%1 is a tier, %2 the name of a rule</extracomment>
        <translation>Geht an %1 durch die Regel „%2“</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::EmptyState</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <extracomment>%1 names what is copied, such as &quot;Command line&quot;</extracomment>
        <translation>Kopieren: %1</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::EscalationChart</name>
    <message>
        <source>In the range: %1</source>
        <extracomment>%1 is a list of reasons with their shares</extracomment>
        <translation>Im Zeitraum: %1</translation>
    </message>
    <message>
        <source>%1, no request could escalate</source>
        <extracomment>%1 is a range of time (&quot;Last 2 hours&quot;)</extracomment>
        <translation>%1, keine Anfrage konnte eskalieren</translation>
    </message>
    <message>
        <source>%1, %2 escalated (%3 of %4)</source>
        <extracomment>%1 is a range of time (&quot;Last 2 hours&quot;), %2 a percentage, %3 and %4 counts</extracomment>
        <translation>%1, %2 eskaliert (%3 von %4)</translation>
    </message>
    <message>
        <source>%1 of %2 escalated within %3 min</source>
        <extracomment>%1 and %2 are counts of requests, %3 a number of minutes</extracomment>
        <translation>%1 von %2 eskaliert binnen %3 min</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::FiguresTable</name>
    <message>
        <source>What it would come to</source>
        <translation>Was dabei herauskäme</translation>
    </message>
    <message>
        <source>Figure</source>
        <extracomment>columns of a table of figures: as recorded, and what a draft would make of it</extracomment>
        <translation>Größe</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>Wie es war</translation>
    </message>
    <message>
        <source>With the draft</source>
        <translation>Mit dem Entwurf</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::FileCard</name>
    <message>
        <source>The configuration file was changed outside and can&apos;t be used: %1</source>
        <translation>Die Konfigurationsdatei wurde von außen geändert und ist nicht verwendbar: %1</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>none: the program was started without one</source>
        <translation>keine: Das Programm wurde ohne gestartet</translation>
    </message>
    <message>
        <source>Configuration: %1
Data: %2</source>
        <extracomment>%1 and %2 are paths</extracomment>
        <translation>Konfiguration: %1
Daten: %2</translation>
    </message>
    <message>
        <source>Open configuration file</source>
        <translation>Konfigurationsdatei öffnen</translation>
    </message>
    <message>
        <source>Open data folder</source>
        <translation>Datenordner öffnen</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>It is fine</source>
        <translation>So ist es gut</translation>
    </message>
    <message>
        <source>No program opened it. It is here: %1</source>
        <translation>Kein Programm hat es geöffnet. Es ist hier: %1</translation>
    </message>
    <message>
        <source>The configuration file was changed outside and taken over</source>
        <translation>Die Konfigurationsdatei wurde von außen geändert und übernommen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message numerus="yes">
        <source>The file was changed outside; %n change(s) were taken over.</source>
        <translation>
            <numerusform>Die Datei wurde von außen geändert; %n Änderung wurde übernommen.</numerusform>
            <numerusform>Die Datei wurde von außen geändert; %n Änderungen wurden übernommen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The file was changed outside and can&apos;t be used: %1 What was in force stays.</source>
        <extracomment>%1 says what is wrong and where</extracomment>
        <translation>Die Datei wurde von außen geändert und ist nicht verwendbar: %1 Es gilt weiter, was galt.</translation>
    </message>
    <message>
        <source>The change from outside was taken back</source>
        <translation>Die Änderung von außen wurde zurückgenommen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::FilterLine</name>
    <message>
        <source>Filter the requests</source>
        <translation>Anfragen filtern</translation>
    </message>
    <message>
        <source>Filter: tier:frontier error cost&gt;0.01 latency&gt;2s client:ci words</source>
        <extracomment>the words before the colons, and &quot;error&quot; and &quot;escalated&quot;, are part of the filter language: keep them</extracomment>
        <translation>Filter: tier:frontier error cost&gt;0.01 latency&gt;2s client:ci Wörter</translation>
    </message>
    <message>
        <source>Down or Ctrl+Space lists the fields and what was seen in them. A minus leaves a value out: -tier:small</source>
        <translation>Pfeil nach unten oder Strg+Leertaste zeigt die Felder und was in ihnen vorkam. Ein Minus lässt einen Wert weg: -tier:small</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <extracomment>a button: takes the second one of two terms about the same field away; %1 is that term</extracomment>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>Write %1</source>
        <extracomment>a button: puts a sound term in the place of a mistyped one; %1 is the sound one</extracomment>
        <translation>%1 schreiben</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::FirstRunPage</name>
    <message>
        <source>Works with no key and no network: the sandbox answers until you add a provider.</source>
        <translation>Läuft ohne Schlüssel und ohne Netz: Die Sandbox antwortet, bis Sie einen Anbieter hinzufügen.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the base URL</source>
        <translation>Basis-URL kopieren</translation>
    </message>
    <message>
        <source>Base URL: %1</source>
        <translation>Basis-URL: %1</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <extracomment>a step of the first run: %1 its number, %2 its title</extracomment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Set the ceiling</source>
        <translation>Obergrenze setzen</translation>
    </message>
    <message>
        <source>Add a provider&apos;s key</source>
        <translation>Schlüssel eines Anbieters hinzufügen</translation>
    </message>
    <message>
        <source>Connect an application</source>
        <translation>Anwendung verbinden</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>Applications talk to this address</source>
        <translation>Anwendungen sprechen mit dieser Adresse</translation>
    </message>
    <message>
        <source>Signalbox answers there like OpenAI does, and chooses for each request which tier does it.</source>
        <translation>Signalbox antwortet dort wie OpenAI und wählt für jede Anfrage, welche Stufe sie erledigt.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::Form</name>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::Format</name>
    <message>
        <source>%1 ms</source>
        <extracomment>%1 is a number of milliseconds, such as 0.4</extracomment>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <extracomment>%1 is a number of seconds, such as 1.31</extracomment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <extracomment>%1 is a number of minutes, %2 the remaining seconds with two digits</extracomment>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1%</source>
        <extracomment>a percentage; %1 is a number such as 6.4</extracomment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>never</source>
        <extracomment>about the last time something happened</extracomment>
        <translation>nie</translation>
    </message>
    <message>
        <source>%1 s ago</source>
        <extracomment>%1 is a number of seconds</extracomment>
        <translation>vor %1 s</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <extracomment>%1 is a number of minutes</extracomment>
        <translation>vor %1 min</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <extracomment>%1 is a number of hours</extracomment>
        <translation>vor %1 h</translation>
    </message>
    <message>
        <source>%1 d ago</source>
        <extracomment>%1 is a number of days</extracomment>
        <translation>vor %1 T</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::GeneralCard</name>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>%1 %</source>
        <extracomment>text size; %1 is a number such as 125</extracomment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>As the system (%1)</source>
        <extracomment>%1 is a time zone such as Europe/Berlin</extracomment>
        <translation>Wie das System (%1)</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Time zone of a day</source>
        <translation>Zeitzone eines Tages</translation>
    </message>
    <message>
        <source>By it days, weeks and months of ceilings begin and end.</source>
        <translation>Nach ihr beginnen und enden Tage, Wochen und Monate von Obergrenzen.</translation>
    </message>
    <message>
        <source>Time zone changed</source>
        <translation>Zeitzone geändert</translation>
    </message>
    <message>
        <source>A day begins at</source>
        <translation>Ein Tag beginnt um</translation>
    </message>
    <message>
        <source>When ceilings of a day are reset, such as 00:00 or 06:30.</source>
        <translation>Wann Obergrenzen eines Tages neu beginnen, etwa 00:00 oder 06:30.</translation>
    </message>
    <message>
        <source>Start of the day changed</source>
        <translation>Beginn des Tages geändert</translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation>Beim Anmelden starten</translation>
    </message>
    <message>
        <source>Closing the window leaves it running in the tray</source>
        <translation>Nach dem Schließen des Fensters in der Leiste weiterlaufen</translation>
    </message>
    <message>
        <source>There is no tray on this desktop: closing the window ends the program.</source>
        <translation>Diese Oberfläche hat keine Leiste für Symbole: Mit dem Fenster endet das Programm.</translation>
    </message>
    <message>
        <source>Language changed</source>
        <translation>Sprache geändert</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Theme changed</source>
        <translation>Farben geändert</translation>
    </message>
    <message>
        <source>Text size changed</source>
        <translation>Textgröße geändert</translation>
    </message>
    <message>
        <source>Signalbox starts at login</source>
        <translation>Signalbox startet beim Anmelden</translation>
    </message>
    <message>
        <source>Signalbox does not start at login</source>
        <translation>Signalbox startet nicht beim Anmelden</translation>
    </message>
    <message>
        <source>Closing the window leaves Signalbox running</source>
        <translation>Nach dem Schließen des Fensters läuft Signalbox weiter</translation>
    </message>
    <message>
        <source>Closing the window ends Signalbox</source>
        <translation>Mit dem Fenster endet Signalbox</translation>
    </message>
    <message>
        <source>Run as a service, the window attaches</source>
        <translation>Als Dienst ausführen, das Fenster verbindet sich</translation>
    </message>
    <message>
        <source>From login on requests are routed without a window. Closing, killing or updating the window is nothing to them.</source>
        <translation>Ab der Anmeldung werden Anfragen ohne Fenster weitergeleitet. Schließen, Abbrechen oder Aktualisieren des Fensters berührt sie nicht.</translation>
    </message>
    <message>
        <source>The service starts at the next login</source>
        <translation>Der Dienst startet bei der nächsten Anmeldung</translation>
    </message>
    <message>
        <source>Start it now</source>
        <translation>Jetzt starten</translation>
    </message>
    <message>
        <source>The service starts at login</source>
        <translation>Der Dienst startet bei der Anmeldung</translation>
    </message>
    <message>
        <source>The service does not start at login any more</source>
        <translation>Der Dienst startet nicht mehr bei der Anmeldung</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::HelpWindow</name>
    <message>
        <source>Signalbox help</source>
        <translation>Hilfe zu Signalbox</translation>
    </message>
    <message>
        <source>Back (Alt+Left)</source>
        <translation>Zurück (Alt+Links)</translation>
    </message>
    <message>
        <source>Forward (Alt+Right)</source>
        <translation>Vor (Alt+Rechts)</translation>
    </message>
    <message>
        <source>Search the help; Enter goes to the next place</source>
        <translation>Hilfe durchsuchen; Eingabe geht zur nächsten Stelle</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>Hilfe durchsuchen</translation>
    </message>
    <message>
        <source>Help topics</source>
        <translation>Themen der Hilfe</translation>
    </message>
    <message>
        <source>Help text</source>
        <translation>Text der Hilfe</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::HistoryPanel</name>
    <message>
        <source>at the start</source>
        <extracomment>where an applied version of the rules came from</extracomment>
        <translation>beim Start</translation>
    </message>
    <message>
        <source>applied here</source>
        <translation>hier angewendet</translation>
    </message>
    <message>
        <source>from the file</source>
        <translation>aus der Datei</translation>
    </message>
    <message>
        <source>from an import</source>
        <translation>aus einem Import</translation>
    </message>
    <message>
        <source>back to %1</source>
        <extracomment>%1 is the number of a version</extracomment>
        <translation>zurück zu %1</translation>
    </message>
    <message>
        <source>History of the rules</source>
        <translation>Verlauf der Regeln</translation>
    </message>
    <message>
        <source>Going back makes a new version; nothing is lost.</source>
        <translation>Zurückgehen ergibt eine neue Version; nichts geht verloren.</translation>
    </message>
    <message>
        <source>Applied versions, newest first</source>
        <translation>Angewendete Versionen, neueste zuerst</translation>
    </message>
    <message>
        <source>Version</source>
        <extracomment>columns of the list of versions</extracomment>
        <translation>Version</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>Angewendet</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Go back to version %1</source>
        <extracomment>%1 is the number of a version</extracomment>
        <translation>Zurück zu Version %1</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurückgehen</translation>
    </message>
    <message>
        <source>No version is stored yet.</source>
        <translation>Noch ist keine Version gespeichert.</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>This version is in force.</source>
        <translation>Diese Version gilt.</translation>
    </message>
    <message>
        <source>Going back to version %1 would change:</source>
        <translation>Zurück zu Version %1 würde ändern:</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Of the newest %1 requests</source>
        <translation>Von den neuesten %1 Anfragen</translation>
    </message>
    <message>
        <source>against the gate</source>
        <extracomment>applied although the replay spoke against it, with a reason</extracomment>
        <translation>trotz der Schranke</translation>
    </message>
    <message>
        <source>from an import, against the gate</source>
        <translation>aus einem Import, trotz der Schranke</translation>
    </message>
    <message>
        <source>Its rules, tiers and ceilings are the same as those in force.</source>
        <translation>Ihre Regeln, Stufen und Obergrenzen sind die geltenden.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::HistoryPart</name>
    <message numerus="yes">
        <source>Last %Ln day(s)</source>
        <translation>
            <numerusform>Letzter %Ln Tag</numerusform>
            <numerusform>Letzte %Ln Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>Time range</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>By tier</source>
        <translation>Nach Stufe</translation>
    </message>
    <message>
        <source>By provider</source>
        <translation>Nach Anbieter</translation>
    </message>
    <message>
        <source>By key</source>
        <translation>Nach Schlüssel</translation>
    </message>
    <message>
        <source>By feature</source>
        <translation>Nach Funktion</translation>
    </message>
    <message>
        <source>By session</source>
        <translation>Nach Sitzung</translation>
    </message>
    <message>
        <source>Break-down</source>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Export the report as a file</source>
        <translation>Den Bericht als Datei exportieren</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>What was spent</source>
        <translation>Was ausgegeben wurde</translation>
    </message>
    <message>
        <source>Cost per day</source>
        <translation>Kosten je Tag</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>Abgerechnet</translation>
    </message>
    <message>
        <source>Estimated</source>
        <translation>Geschätzt</translation>
    </message>
    <message>
        <source>Extra tries</source>
        <translation>Weitere Versuche</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Downgraded</source>
        <translation>Herabgestuft</translation>
    </message>
    <message>
        <source>Shortened</source>
        <translation>Gekürzt</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Per request</source>
        <translation>Je Anfrage</translation>
    </message>
    <message>
        <source>Tokens in</source>
        <translation>Tokens hinein</translation>
    </message>
    <message>
        <source>Tokens out</source>
        <translation>Tokens heraus</translation>
    </message>
    <message>
        <source>Reading the ledger…</source>
        <translation>Das Kassenbuch wird gelesen …</translation>
    </message>
    <message>
        <source>The ledger could not be read: %1</source>
        <translation>Das Kassenbuch ließ sich nicht lesen: %1</translation>
    </message>
    <message>
        <source>Nothing was spent in this time. What applications send through Signalbox is listed here by day.</source>
        <translation>In dieser Zeit wurde nichts ausgegeben. Was Anwendungen über Signalbox senden, steht hier nach Tagen.</translation>
    </message>
    <message>
        <source>%1 settled, %2 per request; %3 of it for tries that were not enough</source>
        <extracomment>%1 amount, %2 amount per request, %3 amount</extracomment>
        <translation>%1 abgerechnet, %2 je Anfrage; davon %3 für Versuche, die nicht genügten</translation>
    </message>
    <message>
        <source>What ceilings did: %1 refused, %2 sent to a cheaper tier, %3 answers shortened.</source>
        <translation>Was Obergrenzen taten: %1 abgelehnt, %2 an eine günstigere Stufe geschickt, %3 Antworten gekürzt.</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(keine)</translation>
    </message>
    <message>
        <source>All others</source>
        <translation>Alle anderen</translation>
    </message>
    <message>
        <source>Page to print (*.html)</source>
        <translation>Seite zum Drucken (*.html)</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON-Datei (*.json)</translation>
    </message>
    <message>
        <source>Export the report</source>
        <translation>Bericht exportieren</translation>
    </message>
    <message>
        <source>Report written: %1</source>
        <extracomment>%1 is a path</extracomment>
        <translation>Bericht geschrieben: %1</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ImportReport</name>
    <message>
        <source>What the import left out</source>
        <translation>Was der Import ausließ</translation>
    </message>
    <message>
        <source>Things of the imported file that could not be mapped</source>
        <translation>Teile der importierten Datei, die sich nicht abbilden ließen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rule(s)</source>
        <translation>
            <numerusform>%Ln Regel</numerusform>
            <numerusform>%Ln Regeln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tier(s)</source>
        <translation>
            <numerusform>%Ln Stufe</numerusform>
            <numerusform>%Ln Stufen</numerusform>
        </translation>
    </message>
    <message>
        <source>From a file of %1, %2 and %3 stand in the draft; look at them before you apply it. These things of the file have no place here:</source>
        <extracomment>%1 the program a file was written for, %2 &quot;4 rules&quot;, %3 &quot;2 tiers&quot;</extracomment>
        <translation>Aus einer Datei von %1 stehen %2 und %3 im Entwurf; vor dem Anwenden ansehen. Diese Teile der Datei haben hier keinen Platz:</translation>
    </message>
    <message>
        <source>Place in the file</source>
        <extracomment>columns: where in the file, what, and why not</extracomment>
        <translation>Stelle in der Datei</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Why it was left out</source>
        <translation>Warum es ausgelassen wurde</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ImportSheet</name>
    <message>
        <source>Reading the list…</source>
        <translation>Die Liste wird gelesen …</translation>
    </message>
    <message>
        <source>Back to the prices</source>
        <translation>Zurück zu den Preisen</translation>
    </message>
    <message>
        <source>Import a price list</source>
        <translation>Preisliste importieren</translation>
    </message>
    <message>
        <source>LiteLLM, models.dev, Portkey or OpenRouter. Nothing is fetched unless you ask.</source>
        <translation>LiteLLM, models.dev, Portkey oder OpenRouter. Geholt wird nur, was Sie verlangen.</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Also models that are not in use</source>
        <translation>Auch Modelle, die nicht benutzt werden</translation>
    </message>
    <message>
        <source>What the list would change</source>
        <translation>Was die Liste ändern würde</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>Was sich ändert</translation>
    </message>
    <message>
        <source>Odd about it</source>
        <translation>Auffällig daran</translation>
    </message>
    <message>
        <source>Choose a list. You see what would change before anything does; your own prices stay in the history.</source>
        <translation>Wählen Sie eine Liste. Sie sehen, was sich ändern würde, bevor sich etwas ändert; Ihre eigenen Preise bleiben im Verlauf.</translation>
    </message>
    <message>
        <source>%1 of %2: %3 prices.</source>
        <extracomment>a list that was read: %1 its name, %2 its date, %3 how many prices it has</extracomment>
        <translation>%1 vom %2: %3 Preise.</translation>
    </message>
    <message>
        <source>Nothing changes: what it says of your models is what holds.</source>
        <translation>Nichts ändert sich: Was sie über Ihre Modelle sagt, gilt schon.</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) change.</source>
        <translation>
            <numerusform>%n Modell ändert sich.</numerusform>
            <numerusform>%n Modelle ändern sich.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n look(s) odd and must be ticked one by one.</source>
        <translation>
            <numerusform>%n ist auffällig und muss eigens angehakt werden.</numerusform>
            <numerusform>%n sind auffällig und müssen einzeln angehakt werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message numerus="yes">
        <source>Take over %n price(s)</source>
        <translation>
            <numerusform>%n Preis übernehmen</numerusform>
            <numerusform>%n Preise übernehmen</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing changes: none of your models is in it.</source>
        <translation>Nichts ändert sich: Keines Ihrer Modelle steht darin.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::InvoicePart</name>
    <message>
        <source>Compare with a provider&apos;s invoice</source>
        <translation>Mit der Rechnung eines Anbieters vergleichen</translation>
    </message>
    <message>
        <source>Takes the usage export of OpenAI or Anthropic (CSV) and OpenRouter&apos;s activity. The file is only read; nothing is sent anywhere.</source>
        <translation>Nimmt den Nutzungsexport von OpenAI oder Anthropic (CSV) und die Aktivität von OpenRouter. Die Datei wird nur gelesen; nichts wird irgendwohin gesendet.</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation>Datei wählen …</translation>
    </message>
    <message>
        <source>Choose the provider&apos;s usage export</source>
        <translation>Den Nutzungsexport des Anbieters wählen</translation>
    </message>
    <message>
        <source>Day (UTC)</source>
        <translation>Tag (UTC)</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Ours</source>
        <translation>Unser Betrag</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Ihr Betrag</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>Lücke</translation>
    </message>
    <message>
        <source>Our tokens</source>
        <translation>Unsere Tokens</translation>
    </message>
    <message>
        <source>Their tokens</source>
        <translation>Ihre Tokens</translation>
    </message>
    <message>
        <source>Ledger and invoice by day and model</source>
        <translation>Kassenbuch und Rechnung nach Tag und Modell</translation>
    </message>
    <message>
        <source>Uncertain attempts</source>
        <translation>Ungewisse Versuche</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Versuch</translation>
    </message>
    <message>
        <source>The export says</source>
        <translation>Der Export sagt</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Reserviert</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>What the export says about uncertain attempts</source>
        <translation>Was der Export über ungewisse Versuche sagt</translation>
    </message>
    <message>
        <source>Tables (*.csv *.txt);;All files (*)</source>
        <translation>Tabellen (*.csv *.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>The ledger says %1, the export %2: a gap of %3.</source>
        <extracomment>%1, %2 and %3 are amounts of money</extracomment>
        <translation>Das Kassenbuch sagt %1, der Export %2: eine Lücke von %3.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) read</source>
        <translation>
            <numerusform>%Ln Zeile gelesen</numerusform>
            <numerusform>%Ln Zeilen gelesen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 matched by id, %2 by time and tokens</source>
        <translation>%1 nach Kennung zugeordnet, %2 nach Zeit und Tokens</translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) the ledger does not know</source>
        <translation>
            <numerusform>%Ln Anfrage, die das Kassenbuch nicht kennt</numerusform>
            <numerusform>%Ln Anfragen, die das Kassenbuch nicht kennt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) without a known price</source>
        <translation>
            <numerusform>%Ln Zeile ohne bekannten Preis</numerusform>
            <numerusform>%Ln Zeilen ohne bekannten Preis</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 held by uncertain attempts</source>
        <translation>%1 von ungewissen Versuchen reserviert</translation>
    </message>
    <message>
        <source>was billed</source>
        <translation>wurde berechnet</translation>
    </message>
    <message>
        <source>was not billed</source>
        <translation>wurde nicht berechnet</translation>
    </message>
    <message>
        <source>nothing certain</source>
        <translation>nichts Sicheres</translation>
    </message>
    <message numerus="yes">
        <source>Write down %n decision(s)</source>
        <translation>
            <numerusform>%n Entscheidung festhalten</numerusform>
            <numerusform>%n Entscheidungen festhalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s) decided</source>
        <translation>
            <numerusform>Über %n Versuch entschieden</numerusform>
            <numerusform>Über %n Versuche entschieden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) repeated and counted once</source>
        <translation>
            <numerusform>%Ln Zeile wiederholt und einmal gezählt</numerusform>
            <numerusform>%Ln Zeilen wiederholt und einmal gezählt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::KeyEditor</name>
    <message>
        <source>Name of the application</source>
        <extracomment>example of the name of an application</extracomment>
        <translation>Name der Anwendung</translation>
    </message>
    <message>
        <source>editor</source>
        <translation>Editor</translation>
    </message>
    <message>
        <source>Only these tiers</source>
        <translation>Nur diese Stufen</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Only these features</source>
        <translation>Nur diese Funktionen</translation>
    </message>
    <message>
        <source>Budget in dollars</source>
        <translation>Budget in Dollar</translation>
    </message>
    <message>
        <source>no ceiling of its own</source>
        <translation>keine eigene Obergrenze</translation>
    </message>
    <message>
        <source>Per</source>
        <translation>Je</translation>
    </message>
    <message>
        <source>Requests per minute</source>
        <translation>Anfragen pro Minute</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>Requests at once</source>
        <translation>Anfragen zugleich</translation>
    </message>
    <message>
        <source>Longest answer in tokens</source>
        <translation>Längste Antwort in Tokens</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Gültig bis</translation>
    </message>
    <message>
        <source>revoked (e.g. 2026-12-31 or 2026-12-31 18:00)</source>
        <translation>Widerruf (z. B. 2026-12-31 oder 2026-12-31 18:00)</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::KeyTestPanel</name>
    <message>
        <source>Test the key %1</source>
        <extracomment>%1 is the name of one of a provider&apos;s keys</extracomment>
        <translation>Schlüssel %1 testen</translation>
    </message>
    <message>
        <source>Send the test</source>
        <translation>Test senden</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>No tier uses this provider, so there is no model to try the key with.</source>
        <translation>Keine Stufe nutzt diesen Anbieter; es gibt also kein Modell, mit dem sich der Schlüssel testen ließe.</translation>
    </message>
    <message>
        <source>Sends one short request to %1 with this key. It costs nothing.</source>
        <extracomment>%1 is a model, %2 the most that the test can cost</extracomment>
        <translation>Sendet mit diesem Schlüssel eine kurze Anfrage an %1. Sie kostet nichts.</translation>
    </message>
    <message>
        <source>Sends one short request to %1 with this key. It costs at most %2.</source>
        <translation>Sendet mit diesem Schlüssel eine kurze Anfrage an %1. Sie kostet höchstens %2.</translation>
    </message>
    <message>
        <source>Waiting for the answer…</source>
        <translation>Warte auf die Antwort …</translation>
    </message>
    <message>
        <source>✓ The provider takes this key: %1, %2.</source>
        <extracomment>a key was tried: %1 is a time, %2 an amount of money</extracomment>
        <translation>✓ Der Anbieter nimmt diesen Schlüssel an: %1, %2.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::KeysPage</name>
    <message>
        <source>Provider keys</source>
        <translation>Anbieterschlüssel</translation>
    </message>
    <message>
        <source>No provider needs a key. Add a provider on the Tiers page.</source>
        <translation>Kein Anbieter braucht einen Schlüssel. Fügen Sie auf der Seite „Stufen“ einen Anbieter hinzu.</translation>
    </message>
    <message>
        <source>Add or replace a provider key</source>
        <translation>Anbieterschlüssel hinzufügen oder ersetzen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the provider key</source>
        <translation>Anbieterschlüssel entfernen</translation>
    </message>
    <message>
        <source>Application keys</source>
        <translation>Anwendungsschlüssel</translation>
    </message>
    <message>
        <source>No keys yet. An application needs one to send requests: create it here, it is shown once.</source>
        <translation>Noch keine Schlüssel. Eine Anwendung braucht einen, um Anfragen zu senden: Legen Sie ihn hier an, er wird einmal gezeigt.</translation>
    </message>
    <message>
        <source>Create a key for an application</source>
        <translation>Schlüssel für eine Anwendung anlegen</translation>
    </message>
    <message>
        <source>Create key</source>
        <translation>Schlüssel anlegen</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Revoke the key</source>
        <translation>Den Schlüssel widerrufen</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Add key</source>
        <translation>Schlüssel hinzufügen</translation>
    </message>
    <message>
        <source>Replace the provider key</source>
        <translation>Anbieterschlüssel ersetzen</translation>
    </message>
    <message>
        <source>Add the provider key</source>
        <translation>Anbieterschlüssel hinzufügen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Add another</source>
        <extracomment>one more key for a provider that has one</extracomment>
        <translation>Weiteren hinzufügen</translation>
    </message>
    <message>
        <source>Add another key of this provider</source>
        <translation>Weiteren Schlüssel dieses Anbieters hinzufügen</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Test the provider key</source>
        <translation>Schlüssel des Anbieters testen</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Edit the key</source>
        <translation>Schlüssel bearbeiten</translation>
    </message>
    <message>
        <source>Key “%1” (…%2) revoked: its requests are refused, its running answers are cut</source>
        <extracomment>%1 is the name of a virtual key, %2 the end of the key</extracomment>
        <translation>Schlüssel „%1“ (…%2) widerrufen: Seine Anfragen werden abgelehnt, laufende Antworten abgebrochen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::LatencyChart</name>
    <message>
        <source>s</source>
        <comment>seconds</comment>
        <translation>s</translation>
    </message>
    <message>
        <source>ms</source>
        <comment>milliseconds</comment>
        <translation>ms</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s)</source>
        <translation>
            <numerusform>%n Anfrage</numerusform>
            <numerusform>%n Anfragen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, no requests</source>
        <extracomment>%1 is a range of time (&quot;Last 2 hours&quot;)</extracomment>
        <translation>%1, keine Anfragen</translation>
    </message>
    <message>
        <source>%1, p50 %2, p95 %3, p99 %4</source>
        <extracomment>%1 is a range of time (&quot;Last 2 hours&quot;), %2 to %4 are durations</extracomment>
        <translation>%1, p50 %2, p95 %3, p99 %4</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::LatestModel</name>
    <message>
        <source>unpriced</source>
        <translation>ohne Preis</translation>
    </message>
    <message numerus="yes">
        <source>retried %n time(s)</source>
        <translation>
            <numerusform>%n-mal wiederholt</numerusform>
            <numerusform>%n-mal wiederholt</numerusform>
        </translation>
    </message>
    <message>
        <source>sandbox</source>
        <extracomment>mark of a request to the simulated provider</extracomment>
        <translation>Sandbox</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Tokens in / out</source>
        <translation>Tokens ein / aus</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::LatestRequests</name>
    <message numerus="yes">
        <source>%n new</source>
        <comment>requests that wait while the pointer is on the table</comment>
        <translation>
            <numerusform>%n neue</numerusform>
            <numerusform>%n neue</numerusform>
        </translation>
    </message>
    <message>
        <source>Latest requests</source>
        <translation>Neueste Anfragen</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::LevelsCard</name>
    <message>
        <source>Notifications changed</source>
        <translation>Benachrichtigungen geändert</translation>
    </message>
    <message>
        <source>Sound is on</source>
        <translation>Ton ist an</translation>
    </message>
    <message>
        <source>Sound is off</source>
        <translation>Ton ist aus</translation>
    </message>
    <message>
        <source>Folding changed</source>
        <translation>Zusammenfassung geändert</translation>
    </message>
    <message>
        <source>What is told</source>
        <translation>Was gemeldet wird</translation>
    </message>
    <message>
        <source>Level of: %1</source>
        <extracomment>%1: a kind of alert (&quot;Ceiling reached&quot;)</extracomment>
        <translation>Dringlichkeit von: %1</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Desktop notification from</source>
        <translation>Auf dem Schreibtisch ab</translation>
    </message>
    <message>
        <source>Lowest level that is notified on the desktop</source>
        <translation>Niedrigste Dringlichkeit, die auf dem Schreibtisch gemeldet wird</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>With a sound</source>
        <translation>Mit Ton</translation>
    </message>
    <message>
        <source>Fold repeats for</source>
        <translation>Wiederholungen zusammenfassen</translation>
    </message>
    <message>
        <source>Minutes for which repeats of the same alert are folded</source>
        <translation>Minuten, in denen Wiederholungen derselben Warnung zusammengefasst werden</translation>
    </message>
    <message>
        <source> min</source>
        <translation> Min.</translation>
    </message>
    <message>
        <source>Hour before which a forecast is told, such as 18:00</source>
        <translation>Uhrzeit, vor der eine Prognose gemeldet wird, etwa 18:00</translation>
    </message>
    <message>
        <source>Level changed: %1</source>
        <extracomment>%1: a kind of alert (&quot;Ceiling reached&quot;)</extracomment>
        <translation>Dringlichkeit geändert: %1</translation>
    </message>
    <message>
        <source>Forecast changed</source>
        <translation>Prognose geändert</translation>
    </message>
    <message>
        <source>Forecast of a ceiling before</source>
        <translation>Prognose einer Obergrenze vor</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::LimitCard</name>
    <message>
        <source>No day costs more than this, whatever the applications do. Requests in flight count with what they may cost at most. The sandbox has a ceiling of its own.</source>
        <translation>Kein Tag kostet mehr, ganz gleich, was die Anwendungen tun. Laufende Anfragen zählen mit dem, was sie höchstens kosten. Die Sandbox hat eine eigene Obergrenze.</translation>
    </message>
    <message>
        <source>Ceiling of a day in dollars</source>
        <translation>Obergrenze eines Tages in Dollar</translation>
    </message>
    <message>
        <source>At the ceiling</source>
        <translation>An der Obergrenze</translation>
    </message>
    <message>
        <source>then refuse what costs money</source>
        <translation>dann ablehnen, was Geld kostet</translation>
    </message>
    <message>
        <source>then use a cheaper tier that fits</source>
        <translation>dann eine günstigere passende Stufe</translation>
    </message>
    <message>
        <source>Set the ceiling</source>
        <translation>Obergrenze setzen</translation>
    </message>
    <message>
        <source>%1 a day</source>
        <extracomment>%1 is an amount of dollars</extracomment>
        <translation>%1 am Tag</translation>
    </message>
    <message>
        <source>The ceiling is %1</source>
        <extracomment>%1 is an amount with &quot;a day&quot;</extracomment>
        <translation>Die Obergrenze ist %1</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ListSource</name>
    <message>
        <source>File, folder of Portkey files, or https:// address</source>
        <translation>Datei, Ordner mit Portkey-Dateien oder https://-Adresse</translation>
    </message>
    <message>
        <source>Price list to read</source>
        <translation>Preisliste, die gelesen wird</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen …</translation>
    </message>
    <message>
        <source>Choose a price list</source>
        <translation>Preisliste wählen</translation>
    </message>
    <message>
        <source>Made on</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Day on which the list was made</source>
        <translation>Tag, an dem die Liste entstand</translation>
    </message>
    <message>
        <source>Empty: the file&apos;s own date</source>
        <translation>Leer: das Datum der Datei</translation>
    </message>
    <message>
        <source>Price lists (*.json)</source>
        <translation>Preislisten (*.json)</translation>
    </message>
    <message>
        <source>No such day: year-month-day, like 2026-08-01</source>
        <translation>Kein solcher Tag: Jahr-Monat-Tag wie 2026-08-01</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::LivePage</name>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>Kopiert: %1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Not listening</source>
        <translation>Nicht bereit</translation>
    </message>
    <message>
        <source>Routing is paused</source>
        <translation>Routing angehalten</translation>
    </message>
    <message>
        <source>Listening on %1</source>
        <extracomment>%1 is an address such as 127.0.0.1:8787</extracomment>
        <translation>Bereit auf %1</translation>
    </message>
    <message>
        <source>Resume view</source>
        <translation>Ansicht fortsetzen</translation>
    </message>
    <message>
        <source>Freeze view</source>
        <translation>Ansicht anhalten</translation>
    </message>
    <message>
        <source>frozen %1</source>
        <extracomment>%1 is a time span such as &quot;12 s ago&quot;</extracomment>
        <translation>angehalten %1</translation>
    </message>
    <message>
        <source>$ per minute · simulated</source>
        <translation>$ pro Minute · simuliert</translation>
    </message>
    <message>
        <source>$ per minute</source>
        <translation>$ pro Minute</translation>
    </message>
    <message>
        <source>No cascade in this range</source>
        <translation>Keine Kaskade in diesem Zeitraum</translation>
    </message>
    <message>
        <source>No ceiling is set.</source>
        <translation>Keine Obergrenze gesetzt.</translation>
    </message>
    <message>
        <source>Sandbox ceiling</source>
        <translation>Sandbox-Obergrenze</translation>
    </message>
    <message>
        <source>resets %1</source>
        <extracomment>%1 is a time of day or a date</extracomment>
        <translation>neu ab %1</translation>
    </message>
    <message>
        <source>Simulated traffic, not money.</source>
        <translation>Simulierter Verkehr, kein Geld.</translation>
    </message>
    <message>
        <source>All tiers</source>
        <translation>Alle Stufen</translation>
    </message>
    <message>
        <source>No requests yet</source>
        <extracomment>%1 is a URL</extracomment>
        <translation>Noch keine Anfragen</translation>
    </message>
    <message>
        <source>Point an application at %1, or try it from a terminal. The key is one of the Keys page.</source>
        <translation>Richten Sie eine Anwendung auf %1 oder probieren Sie es im Terminal. Der Schlüssel ist einer der Seite „Schlüssel“.</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>Send %1 sample requests</source>
        <extracomment>a button; %1 is a number</extracomment>
        <translation>%1 Beispielanfragen senden</translation>
    </message>
    <message>
        <source>Range of time</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Stops the figures, never the proxy</source>
        <translation>Hält die Zahlen an, nie den Proxy</translation>
    </message>
    <message>
        <source>Copy base URL</source>
        <translation>Basis-URL kopieren</translation>
    </message>
    <message>
        <source>Cost per tier</source>
        <translation>Kosten je Stufe</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>Tier of the latency chart</source>
        <translation>Stufe des Latenzdiagramms</translation>
    </message>
    <message>
        <source>Latency until</source>
        <translation>Latenz bis</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Gesamt</translation>
    </message>
    <message>
        <source>First byte</source>
        <translation>Erstes Byte</translation>
    </message>
    <message>
        <source>Time to the last byte</source>
        <translation>Zeit bis zum letzten Byte</translation>
    </message>
    <message>
        <source>Time to the first byte of content</source>
        <translation>Zeit bis zum ersten Byte des Inhalts</translation>
    </message>
    <message>
        <source>Escalation</source>
        <translation>Eskalation</translation>
    </message>
    <message>
        <source>Escalation rate</source>
        <translation>Eskalationsrate</translation>
    </message>
    <message>
        <source>Ceiling</source>
        <translation>Obergrenze</translation>
    </message>
    <message>
        <source>Ceiling · %1</source>
        <translation>Obergrenze · %1</translation>
    </message>
    <message>
        <source>Use of the tightest ceiling</source>
        <translation>Verbrauch der engsten Obergrenze</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Cost of each tier or of all</source>
        <translation>Kosten je Stufe oder aller Stufen</translation>
    </message>
    <message>
        <source>Per tier</source>
        <translation>Je Stufe</translation>
    </message>
    <message>
        <source>Whole range</source>
        <translation>Ganzer Zeitraum</translation>
    </message>
    <message>
        <source>Back to the whole range (Esc)</source>
        <translation>Zurück zum ganzen Zeitraum (Esc)</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>Als Tabelle zeigen</translation>
    </message>
    <message>
        <source>Rules version %1</source>
        <extracomment>a flag on the time axis: a version of the rules came into force</extracomment>
        <translation>Regelversion %1</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <extracomment>a span of time that the charts show more closely; %1 and %2 are times of day</extracomment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>The running service has ended</source>
        <translation>Der laufende Dienst ist beendet</translation>
    </message>
    <message>
        <source>Rules are bypassed</source>
        <translation>Regeln sind umgangen</translation>
    </message>
    <message>
        <source>last heard %1</source>
        <extracomment>of a service that does not answer; %1 is a time span such as &quot;12 s ago&quot;</extracomment>
        <translation>zuletzt gehört %1</translation>
    </message>
    <message>
        <source>Breaker opened: %1</source>
        <extracomment>a flag on the time axis; %1 is a model of a provider that is left alone from then on, or called again</extracomment>
        <translation>Sicherung geöffnet: %1</translation>
    </message>
    <message>
        <source>Breaker closed: %1</source>
        <translation>Sicherung geschlossen: %1</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::LiveTiles</name>
    <message>
        <source>simulated</source>
        <translation>simuliert</translation>
    </message>
    <message>
        <source>no ceiling</source>
        <translation>keine Obergrenze</translation>
    </message>
    <message>
        <source>%1 of %2 ceiling</source>
        <extracomment>%1 is a percentage, %2 an amount of money</extracomment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>no paid requests yet</source>
        <translation>nichts Bezahltes bisher</translation>
    </message>
    <message>
        <source>%1 more</source>
        <extracomment>%1 is a percentage</extracomment>
        <translation>%1 mehr</translation>
    </message>
    <message>
        <source>%1 less</source>
        <translation>%1 weniger</translation>
    </message>
    <message>
        <source>%1 / min now</source>
        <extracomment>requests in the last minute</extracomment>
        <translation>%1 / min jetzt</translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <comment>requests</comment>
        <translation>
            <numerusform>%n Fehler</numerusform>
            <numerusform>%n Fehler</numerusform>
        </translation>
    </message>
    <message>
        <source>no requests yet</source>
        <translation>noch keine Anfragen</translation>
    </message>
    <message>
        <source>half within %1</source>
        <extracomment>%1 is a duration</extracomment>
        <translation>die Hälfte in %1</translation>
    </message>
    <message>
        <source>as yesterday</source>
        <translation>wie gestern</translation>
    </message>
    <message>
        <source>▲ %1 vs yesterday</source>
        <extracomment>%1 is a duration</extracomment>
        <translation>▲ %1 zu gestern</translation>
    </message>
    <message>
        <source>▼ %1 vs yesterday</source>
        <translation>▼ %1 zu gestern</translation>
    </message>
    <message>
        <source>no cascades yet</source>
        <translation>noch keine Kaskaden</translation>
    </message>
    <message>
        <source>target ≤ %1</source>
        <extracomment>%1 is a percentage</extracomment>
        <translation>Ziel ≤ %1</translation>
    </message>
    <message>
        <source>⚠ above target %1</source>
        <extracomment>%1 is a percentage</extracomment>
        <translation>⚠ über Ziel %1</translation>
    </message>
    <message>
        <source>blended, all tiers</source>
        <translation>über alle Stufen</translation>
    </message>
    <message>
        <source>all-%1: %2</source>
        <extracomment>%1 is the name of a tier, %2 an amount of money</extracomment>
        <translation>nur %1: %2</translation>
    </message>
    <message>
        <source>Spend today</source>
        <translation>Ausgaben heute</translation>
    </message>
    <message>
        <source>Saved today</source>
        <extracomment>%1 is the name of a tier</extracomment>
        <translation>Heute gespart</translation>
    </message>
    <message>
        <source>Saved vs all-%1</source>
        <translation>Ersparnis zu %1</translation>
    </message>
    <message>
        <source>Requests today</source>
        <translation>Anfragen heute</translation>
    </message>
    <message>
        <source>Latency p95</source>
        <translation>Latenz p95</translation>
    </message>
    <message>
        <source>Escalation rate</source>
        <translation>Eskalationsrate</translation>
    </message>
    <message>
        <source>Cost per request</source>
        <translation>Kosten je Anfrage</translation>
    </message>
    <message>
        <source>no money</source>
        <translation>kein Geld</translation>
    </message>
    <message>
        <source>blended</source>
        <translation>gemischt</translation>
    </message>
    <message>
        <source>%1 of %2 %3</source>
        <extracomment>%1 is a percentage, %2 an amount of money, %3 &quot;this week&quot;, &quot;this month&quot;, &quot;this hour&quot;</extracomment>
        <translation>%1 von %2 %3</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::LocalServersCard</name>
    <message>
        <source>Servers on this computer</source>
        <translation>Server auf diesem Rechner</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close the list of servers on this computer</source>
        <translation>Liste der Server auf diesem Rechner schließen</translation>
    </message>
    <message>
        <source>Asking the usual ports of this computer…</source>
        <translation>Die üblichen Ports dieses Rechners werden gefragt …</translation>
    </message>
    <message numerus="yes">
        <source>%Ln server(s) answered with a list of models.</source>
        <translation>
            <numerusform>%Ln Server hat mit einer Liste von Modellen geantwortet.</numerusform>
            <numerusform>%Ln Server haben mit einer Liste von Modellen geantwortet.</numerusform>
        </translation>
    </message>
    <message>
        <source>No server answered with a list of models. Start one and look again; a server on another port can be added by hand.</source>
        <translation>Kein Server hat mit einer Liste von Modellen geantwortet. Starten Sie einen und suchen Sie noch einmal; ein Server an einem anderen Port lässt sich von Hand anlegen.</translation>
    </message>
    <message>
        <source>nobody listens</source>
        <translation>niemand hört zu</translation>
    </message>
    <message>
        <source>something answers, but lists no models: %1</source>
        <extracomment>a port of this computer where something else answers; %1 is what is wrong</extracomment>
        <translation>etwas antwortet, nennt aber keine Modelle: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln model(s)</source>
        <translation>
            <numerusform>%Ln Modell</numerusform>
            <numerusform>%Ln Modelle</numerusform>
        </translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Hinzugefügt</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add the server at %1 as a provider</source>
        <translation>Den Server unter %1 als Anbieter hinzufügen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::MainWindow</name>
    <message>
        <source>Copied: %1</source>
        <extracomment>%1 is a URL</extracomment>
        <translation>Kopiert: %1</translation>
    </message>
    <message>
        <source>Signalbox</source>
        <translation>Signalbox</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Menu bar</source>
        <translation>Menüleiste</translation>
    </message>
    <message>
        <source>Demo data: invented figures</source>
        <extracomment>a mark on the window while it shows invented figures</extracomment>
        <translation>Demodaten: erfundene Zahlen</translation>
    </message>
    <message>
        <source>Signalbox: demo data</source>
        <translation>Signalbox: Demodaten</translation>
    </message>
    <message>
        <source>Signalbox goes on routing</source>
        <translation>Signalbox leitet weiter Anfragen</translation>
    </message>
    <message>
        <source>Its window is closed; the icon in the tray opens it again. Settings say whether closing ends the program.</source>
        <translation>Das Fenster ist geschlossen; das Symbol in der Leiste öffnet es wieder. Ob Schließen das Programm beendet, steht in den Einstellungen.</translation>
    </message>
    <message>
        <source>The configuration is read-only: a newer Signalbox wrote it.</source>
        <translation>Die Konfiguration ist schreibgeschützt: Ein neueres Signalbox hat sie geschrieben.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::MatchPanel</name>
    <message>
        <source>Newest requests that the rule matches or nearly matches</source>
        <translation>Neueste Anfragen, auf die die Regel passt oder beinahe passt</translation>
    </message>
    <message>
        <source>Move above %1</source>
        <extracomment>%1 is the place of a rule</extracomment>
        <translation>Über %1 schieben</translation>
    </message>
    <message>
        <source>Delete rule</source>
        <translation>Regel löschen</translation>
    </message>
    <message>
        <source>Without “%1”: %2</source>
        <extracomment>how many requests a rule would match without one of its conditions: %1 condition, %2 number</extracomment>
        <translation>Ohne „%1“: %2</translation>
    </message>
    <message>
        <source>matches</source>
        <translation>passt</translation>
    </message>
    <message>
        <source>A request that goes to this rule: %1</source>
        <extracomment>a made-up request that goes to the rule in the editor: %1 what holds for it</extracomment>
        <translation>Eine Anfrage, die zu dieser Regel geht: %1</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::Menus</name>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>Last 15 minutes</source>
        <translation>Letzte 15 Minuten</translation>
    </message>
    <message>
        <source>Last 2 hours</source>
        <translation>Letzte 2 Stunden</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Copy base URL</source>
        <translation>Basis-URL &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Pause routing</source>
        <translation>Routing an&amp;halten</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Find or filter</source>
        <translation>&amp;Suchen oder filtern</translation>
    </message>
    <message>
        <source>&amp;Command palette…</source>
        <translation>Befehls&amp;palette …</translation>
    </message>
    <message>
        <source>&amp;Range</source>
        <translation>&amp;Zeitraum</translation>
    </message>
    <message>
        <source>&amp;Freeze view</source>
        <translation>Ansicht an&amp;halten</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>Text si&amp;ze</source>
        <translation>Te&amp;xtgröße</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>First &amp;steps…</source>
        <translation>Erste &amp;Schritte …</translation>
    </message>
    <message>
        <source>&amp;About Signalbox</source>
        <translation>Ü&amp;ber Signalbox</translation>
    </message>
    <message>
        <source>%1 %</source>
        <extracomment>text size; %1 is a number such as 125</extracomment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>&amp;Help on this page</source>
        <translation>&amp;Hilfe zu dieser Seite</translation>
    </message>
    <message>
        <source>&amp;Bypass rules</source>
        <translation>Regeln &amp;umgehen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ModelPicker</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop asking for the models</source>
        <translation>Nicht weiter nach den Modellen fragen</translation>
    </message>
    <message>
        <source>Filter the models</source>
        <translation>Modelle filtern</translation>
    </message>
    <message>
        <source>Models of the provider</source>
        <translation>Modelle des Anbieters</translation>
    </message>
    <message>
        <source>Ask %1 for its models</source>
        <extracomment>a button: %1 is a provider. Nothing is asked before it is pressed</extracomment>
        <translation>%1 nach Modellen fragen</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <extracomment>%1 is a provider</extracomment>
        <translation>%1 wird gefragt …</translation>
    </message>
    <message>
        <source>Not asked any more.</source>
        <translation>Die Frage wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The name of a model can be typed all the same.</source>
        <extracomment>under the reason why a provider&apos;s models could not be listed</extracomment>
        <translation>Der Name eines Modells lässt sich trotzdem eintippen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln model(s). A click takes one over.</source>
        <translation>
            <numerusform>%Ln Modell. Ein Klick übernimmt es.</numerusform>
            <numerusform>%Ln Modelle. Ein Klick übernimmt eines.</numerusform>
        </translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>free, on this computer</source>
        <extracomment>the price of a model on this computer</extracomment>
        <translation>kostenlos, auf diesem Rechner</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ModelStep</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Put it into the tier</source>
        <translation>In die Stufe setzen</translation>
    </message>
    <message>
        <source>The key of %1 is there. Requests use it as soon as a tier has one of its models.</source>
        <extracomment>%1 is the name of a provider</extracomment>
        <translation>Der Schlüssel von %1 ist da. Anfragen verwenden ihn, sobald eine Stufe eines seiner Modelle hat.</translation>
    </message>
    <message>
        <source>Type a model, or ask the provider for its models.</source>
        <translation>Schreiben Sie ein Modell, oder fragen Sie den Anbieter nach seinen Modellen.</translation>
    </message>
    <message>
        <source>No price is known for it, so a ceiling blocks it until you set one on the page Prices.</source>
        <translation>Kein Preis ist dafür bekannt; eine Obergrenze hält es auf, bis Sie auf der Seite Preise einen setzen.</translation>
    </message>
    <message>
        <source>%1 is in %2 now</source>
        <extracomment>%1 is a model, %2 a tier</extracomment>
        <translation>%1 ist jetzt in %2</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::MovesTable</name>
    <message>
        <source>Moves between tiers</source>
        <extracomment>title of a table: rows are tiers before, columns tiers after</extracomment>
        <translation>Wechsel zwischen Stufen</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>Before ↓  After →</source>
        <extracomment>head of the first column of a table: rows are tiers before, columns tiers after</extracomment>
        <translation>Vorher ↓  Nachher →</translation>
    </message>
    <message>
        <source>%1 stay in %2</source>
        <translation>%1 bleiben in %2</translation>
    </message>
    <message>
        <source>%1 from %2 to %3</source>
        <extracomment>requests that change tier: %1 how many, %2 from, %3 to</extracomment>
        <translation>%1 von %2 nach %3</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::NewKeyPanel</name>
    <message>
        <source>New key for an application</source>
        <translation>Neuer Schlüssel für eine Anwendung</translation>
    </message>
    <message>
        <source>⚠ This key is shown once, now. Copy it into the application&apos;s settings.</source>
        <translation>⚠ Dieser Schlüssel wird nur jetzt gezeigt. Kopieren Sie ihn in die Einstellungen der Anwendung.</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Neuer Schlüssel</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the new key</source>
        <translation>Neuen Schlüssel kopieren</translation>
    </message>
    <message>
        <source>I stored it</source>
        <translation>Ich habe ihn gespeichert</translation>
    </message>
    <message>
        <source>Key of an application</source>
        <translation>Schlüssel einer Anwendung</translation>
    </message>
    <message>
        <source>Create the key</source>
        <translation>Schlüssel anlegen</translation>
    </message>
    <message>
        <source>Key “%1” saved</source>
        <extracomment>%1 is the name of a virtual key</extracomment>
        <translation>Schlüssel „%1“ gespeichert</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::OuterRows</name>
    <message>
        <source>Address for containers</source>
        <translation>Adresse für Container</translation>
    </message>
    <message>
        <source>Of this computer, as containers reach it. Whoever reaches this address can try keys on it: take the bridge of your containers rather than an address of your network.</source>
        <translation>Von diesem Rechner, wie Container ihn erreichen. Wer diese Adresse erreicht, kann dort Schlüssel ausprobieren: lieber die Brücke Ihrer Container als eine Adresse Ihres Netzes.</translation>
    </message>
    <message>
        <source>Port for containers</source>
        <translation>Port für Container</translation>
    </message>
    <message>
        <source>Empty: the same as on this computer.</source>
        <translation>Leer: derselbe wie auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Port for containers changed</source>
        <translation>Port für Container geändert</translation>
    </message>
    <message>
        <source>Names they ask for</source>
        <translation>Namen, nach denen sie fragen</translation>
    </message>
    <message>
        <source>With commas between them, with or without a port. A request under any other name is refused.</source>
        <translation>Durch Kommas getrennt, mit oder ohne Port. Eine Anfrage unter einem anderen Namen wird abgelehnt.</translation>
    </message>
    <message>
        <source>Names for containers changed</source>
        <translation>Namen für Container geändert</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>an address of this computer: %1 the address, %2 its interface (&quot;docker0&quot;)</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 (not there now)</source>
        <extracomment>%1 is an address</extracomment>
        <translation>%1 (jetzt nicht da)</translation>
    </message>
    <message>
        <source>Address for containers changed</source>
        <translation>Adresse für Container geändert</translation>
    </message>
    <message>
        <source>Containers are not served any more</source>
        <translation>Container werden nicht mehr bedient</translation>
    </message>
    <message>
        <source>This computer has no address but its loopback now, so nothing in a container could reach it.</source>
        <translation>Dieser Rechner hat jetzt keine Adresse außer der inneren, also könnte ihn nichts in einem Container erreichen.</translation>
    </message>
    <message>
        <source>Containers are served, with a key</source>
        <translation>Container werden bedient, mit Schlüssel</translation>
    </message>
    <message>
        <source>Off: Signalbox listens on this computer alone. On: on one more address, where every request needs a key; whose program it is can&apos;t be told there.</source>
        <translation>Aus: Signalbox ist nur auf diesem Rechner erreichbar. Ein: unter einer weiteren Adresse, wo jede Anfrage einen Schlüssel braucht; wessen Programm es ist, lässt sich dort nicht sagen.</translation>
    </message>
    <message>
        <source>Not served: %1 This computer is served as before.</source>
        <translation>Nicht bedient: %1 Dieser Rechner wird bedient wie zuvor.</translation>
    </message>
    <message>
        <source>Containers use %1. Every request needs a key; whose program it is can&apos;t be told there.</source>
        <extracomment>%1 is a URL</extracomment>
        <translation>Container verwenden %1. Jede Anfrage braucht einen Schlüssel; wessen Programm es ist, lässt sich dort nicht sagen.</translation>
    </message>
    <message>
        <source>Serve containers, virtual machines and WSL</source>
        <translation>Container, virtuelle Maschinen und WSL bedienen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::PaidCard</name>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Add a key</source>
        <translation>Schlüssel hinzufügen</translation>
    </message>
    <message>
        <source>Show the tiers</source>
        <translation>Stufen zeigen</translation>
    </message>
    <message>
        <source>key added</source>
        <translation>Schlüssel hinzugefügt</translation>
    </message>
    <message>
        <source>%1 added</source>
        <extracomment>%1 is the name of a provider</extracomment>
        <translation>%1 hinzugefügt</translation>
    </message>
    <message>
        <source>May wait as long as the sandbox is enough. The key is stored in your keychain, never in a file; your desktop may ask you to unlock it. Then a tier gets one of the provider&apos;s models.</source>
        <translation>Kann warten, solange die Sandbox genügt. Der Schlüssel kommt in Ihren Schlüsselbund, nie in eine Datei; der Desktop bittet Sie vielleicht, ihn zu entsperren. Dann bekommt eine Stufe eines der Modelle des Anbieters.</translation>
    </message>
    <message>
        <source>key added, a tier uses it</source>
        <translation>Schlüssel hinzugefügt, eine Stufe verwendet ihn</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::PriceListWords</name>
    <message>
        <source>%1 in, %2 out</source>
        <extracomment>%1 price of input, %2 of output</extracomment>
        <translation>%1 Eingabe, %2 Ausgabe</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>a kind of token (audio input) and its price</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>blocked by the ceiling</source>
        <translation>durch die Obergrenze gesperrt</translation>
    </message>
    <message>
        <source>built in · %1</source>
        <extracomment>source of a price: %1 are the published lists it was made from, with their date</extracomment>
        <translation>eingebaut · %1</translation>
    </message>
    <message>
        <source>Cache write: %1 for 5 min, %2 for 1 h</source>
        <extracomment>%1 and %2 are prices</extracomment>
        <translation>Cache-Schreiben: %1 für 5 min, %2 für 1 h</translation>
    </message>
    <message>
        <source>Above %1 input tokens: %2</source>
        <extracomment>%1 a number of tokens, %2 prices: the whole request costs that
----------
%1 a number of tokens, %2 what for: &quot;Above 200,000 input tokens: Output&quot;</extracomment>
        <translation>Über %1 Eingabe-Tokens: %2</translation>
    </message>
    <message>
        <source>Audio input</source>
        <translation>Audio-Eingabe</translation>
    </message>
    <message>
        <source>Audio output</source>
        <translation>Audio-Ausgabe</translation>
    </message>
    <message>
        <source>Image input</source>
        <translation>Bild-Eingabe</translation>
    </message>
    <message>
        <source>Image output</source>
        <translation>Bild-Ausgabe</translation>
    </message>
    <message>
        <source>Per request</source>
        <translation>Je Anfrage</translation>
    </message>
    <message>
        <source>Per web search</source>
        <translation>Je Websuche</translation>
    </message>
    <message>
        <source>Per image</source>
        <translation>Je Bild</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Cached input</source>
        <translation>Eingabe aus dem Cache</translation>
    </message>
    <message>
        <source>the list has no usable price</source>
        <translation>die Liste hat keinen brauchbaren Preis</translation>
    </message>
    <message>
        <source>free</source>
        <translation>kostenlos</translation>
    </message>
    <message>
        <source>%1 %2 → %3</source>
        <extracomment>a price that changes: %1 what for, %2 from, %3 to</extracomment>
        <translation>%1 %2 → %3</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>ranges, service tiers or fees</source>
        <translation>Bereiche, Dienststufen oder Gebühren</translation>
    </message>
    <message>
        <source>%1 %2 is above $1,000 per million: a slipped unit?</source>
        <extracomment>something odd about a price: %1 what for, %2 the price</extracomment>
        <translation>%1 %2 liegt über 1.000 $ je Million: eine verrutschte Einheit?</translation>
    </message>
    <message>
        <source>%1 %2 is a power of ten off %3, which others ask</source>
        <translation>%1 %2 liegt um Zehnerpotenzen neben %3, was andere verlangen</translation>
    </message>
    <message>
        <source>costs nothing, and is not said to be free</source>
        <translation>kostet nichts und heißt doch nicht kostenlos</translation>
    </message>
    <message>
        <source>a negative number, which is no price</source>
        <translation>eine negative Zahl, das ist kein Preis</translation>
    </message>
    <message>
        <source>%1 %2 costs more than input without the cache, %3</source>
        <translation>%1 %2 kostet mehr als Eingabe ohne Cache, %3</translation>
    </message>
    <message>
        <source>%1 falls by more than half: %2 instead of %3</source>
        <translation>%1 fällt um mehr als die Hälfte: %2 statt %3</translation>
    </message>
    <message>
        <source>%1 rises more than tenfold: %2 instead of %3</source>
        <translation>%1 steigt auf mehr als das Zehnfache: %2 statt %3</translation>
    </message>
    <message>
        <source>no limit of the output is known</source>
        <translation>keine Grenze der Ausgabe bekannt</translation>
    </message>
    <message>
        <source>none</source>
        <extracomment>the provider&apos;s sum is the same as ours</extracomment>
        <translation>keiner</translation>
    </message>
    <message>
        <source>The provider names no sum of its own.</source>
        <translation>Der Anbieter nennt keine eigene Summe.</translation>
    </message>
    <message numerus="yes">
        <source>In %Ln call(s) the provider says %1, we booked %2: gap %3.</source>
        <extracomment>%1 the provider&apos;s sum, %2 ours, %3 the difference in percent or &quot;none&quot;</extracomment>
        <translation>
            <numerusform>In %Ln Aufruf sagt der Anbieter %1, gebucht sind %2: Abstand %3.</numerusform>
            <numerusform>In %Ln Aufrufen sagt der Anbieter %1, gebucht sind %2: Abstand %3.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 tokens a byte, single calls off by %2 (%Ln call(s))</source>
        <extracomment>%1 tokens for a byte (&quot;0.263&quot;), %2 a percentage</extracomment>
        <translation>
            <numerusform>%1 Tokens je Byte, einzelne Aufrufe weichen um %2 ab (%Ln Aufruf)</numerusform>
            <numerusform>%1 Tokens je Byte, einzelne Aufrufe weichen um %2 ab (%Ln Aufrufe)</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 costs nothing, and is not said to be free</source>
        <translation>%1 kostet nichts und ist nicht als kostenlos bezeichnet</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::PricePanel</name>
    <message>
        <source>Set price</source>
        <translation>Preis setzen</translation>
    </message>
    <message>
        <source>Set the price of this model</source>
        <translation>Preis dieses Modells setzen</translation>
    </message>
    <message>
        <source>Prices of this model by date</source>
        <translation>Preise dieses Modells nach Datum</translation>
    </message>
    <message>
        <source>No price was set by hand or taken from a list. What you set holds from its day on; rows that are booked already keep their amounts.</source>
        <translation>Kein Preis wurde von Hand gesetzt oder aus einer Liste übernommen. Was Sie setzen, gilt ab seinem Tag; schon gebuchte Zeilen behalten ihre Beträge.</translation>
    </message>
    <message>
        <source>Without a price nothing is sent to it while a ceiling stands. Unknown is never zero.</source>
        <translation>Ohne Preis wird unter einer Obergrenze nichts an das Modell geschickt. Unbekannt ist nie null.</translation>
    </message>
    <message>
        <source>The configuration sets this price, and it comes first: change it on the Tiers page.</source>
        <translation>Die Konfiguration setzt diesen Preis, und sie geht vor: Ändern Sie ihn auf der Seite „Stufen“.</translation>
    </message>
    <message>
        <source>Estimate of answers without usage: %1</source>
        <extracomment>how tokens are estimated where the provider does not count</extracomment>
        <translation>Schätzung für Antworten ohne Zählung: %1</translation>
    </message>
    <message>
        <source>Estimate of prompts without usage: %1</source>
        <translation>Schätzung für Anfragen ohne Zählung: %1</translation>
    </message>
    <message>
        <source>No ranges, service tiers or fees beside input and output.</source>
        <translation>Neben Ein- und Ausgabe keine Bereiche, Dienststufen oder Gebühren.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Ab</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>✓ holds today</source>
        <translation>✓ gilt heute</translation>
    </message>
    <message>
        <source>later</source>
        <translation>später</translation>
    </message>
    <message>
        <source>over</source>
        <translation>vorbei</translation>
    </message>
    <message>
        <source>Restore entry</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Remove entry</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Let the removed price hold again</source>
        <translation>Den entfernten Preis wieder gelten lassen</translation>
    </message>
    <message>
        <source>Remove the selected price</source>
        <translation>Den gewählten Preis entfernen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::PriceSheet</name>
    <message>
        <source>Per token</source>
        <translation>Je Token</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Kostenlos</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Input, $ per million tokens</source>
        <translation>Eingabe, $ je Million Tokens</translation>
    </message>
    <message>
        <source>Output, $ per million tokens</source>
        <translation>Ausgabe, $ je Million Tokens</translation>
    </message>
    <message>
        <source>Cached input, $ per million tokens</source>
        <translation>Eingabe aus dem Cache, $ je Million Tokens</translation>
    </message>
    <message>
        <source>Cache write for 5 minutes, $ per million</source>
        <translation>Cache-Schreiben für 5 Minuten, $ je Million</translation>
    </message>
    <message>
        <source>Cache write for an hour, $ per million</source>
        <translation>Cache-Schreiben für eine Stunde, $ je Million</translation>
    </message>
    <message>
        <source>Each request, $</source>
        <translation>Jede Anfrage, $</translation>
    </message>
    <message>
        <source>Further parts</source>
        <translation>Weitere Teile</translation>
    </message>
    <message>
        <source>Holds from (year-month-day)</source>
        <translation>Gilt ab (Jahr-Monat-Tag)</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Set price</source>
        <translation>Preis setzen</translation>
    </message>
    <message>
        <source>Back to the prices</source>
        <translation>Zurück zu den Preisen</translation>
    </message>
    <message>
        <source>Set a price</source>
        <translation>Preis setzen</translation>
    </message>
    <message>
        <source>Price of %1</source>
        <translation>Preis von %1</translation>
    </message>
    <message>
        <source>Acts at once, with undo. What is booked already keeps its amount.</source>
        <translation>Wirkt sofort und lässt sich zurücknehmen. Gebuchtes behält seinen Betrag.</translation>
    </message>
    <message>
        <source>Keep ranges, service tiers and other fees</source>
        <translation>Bereiche, Dienststufen und andere Gebühren behalten</translation>
    </message>
    <message>
        <source>Empty: as the input</source>
        <translation>Leer: wie die Eingabe</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::PriceWords</name>
    <message>
        <source>unpriced</source>
        <translation>ohne Preis</translation>
    </message>
    <message>
        <source>free</source>
        <translation>kostenlos</translation>
    </message>
    <message>
        <source>%1 in · %2 out per million</source>
        <extracomment>prices of a model: %1 of input, %2 of output, in dollars per million tokens</extracomment>
        <translation>%1 ein · %2 aus je Million</translation>
    </message>
    <message>
        <source> + %1 per request</source>
        <extracomment>added to a model&apos;s price: %1 is an amount</extracomment>
        <translation> + %1 pro Anfrage</translation>
    </message>
    <message>
        <source>set in the configuration</source>
        <translation>in der Konfiguration gesetzt</translation>
    </message>
    <message>
        <source>set by hand</source>
        <translation>von Hand gesetzt</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::PricesModel</name>
    <message>
        <source>unpriced</source>
        <extracomment>in the column of a model&apos;s price: it has none</extracomment>
        <translation>ohne Preis</translation>
    </message>
    <message>
        <source>free</source>
        <translation>kostenlos</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>sandbox</source>
        <extracomment>badge at a model of the built-in, simulated provider</extracomment>
        <translation>Sandbox</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Cached</source>
        <extracomment>column: price of input that the provider has in its cache</extracomment>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Since</source>
        <extracomment>column: first day of a price</extracomment>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Factor</source>
        <extracomment>column: a provider&apos;s mark-up or discount</extracomment>
        <translation>Faktor</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>Gap</source>
        <extracomment>column: difference between the provider&apos;s own sum and ours</extracomment>
        <translation>Abstand</translation>
    </message>
    <message numerus="yes">
        <source>%Ln call(s) in the last seven days</source>
        <translation>
            <numerusform>%Ln Aufruf in den letzten sieben Tagen</numerusform>
            <numerusform>%Ln Aufrufe in den letzten sieben Tagen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::PricesPage</name>
    <message>
        <source>The price is removed</source>
        <translation>Der Preis ist entfernt</translation>
    </message>
    <message>
        <source>The price holds again</source>
        <translation>Der Preis gilt wieder</translation>
    </message>
    <message>
        <source>Dollars per million tokens. A call is booked at the price of its own day.</source>
        <translation>Dollar je Million Tokens. Ein Aufruf wird zum Preis seines Tages gebucht.</translation>
    </message>
    <message>
        <source>Filter: model, provider, source, unpriced</source>
        <translation>Filter: Modell, Anbieter, Quelle, ohne Preis</translation>
    </message>
    <message>
        <source>Filter the prices</source>
        <translation>Preise filtern</translation>
    </message>
    <message>
        <source>With all models of the built-in book</source>
        <translation>Mit allen Modellen des eingebauten Preisbuchs</translation>
    </message>
    <message>
        <source>Prices of models</source>
        <translation>Preise der Modelle</translation>
    </message>
    <message>
        <source>Set the price of the selected model</source>
        <translation>Preis des gewählten Modells setzen</translation>
    </message>
    <message>
        <source>Set a price for another model</source>
        <translation>Preis für ein anderes Modell setzen</translation>
    </message>
    <message>
        <source>Import a price list</source>
        <translation>Preisliste importieren</translation>
    </message>
    <message>
        <source>Compare price lists</source>
        <translation>Preislisten vergleichen</translation>
    </message>
    <message>
        <source>Another model…</source>
        <translation>Anderes Modell …</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren …</translation>
    </message>
    <message>
        <source>Compare lists…</source>
        <translation>Listen vergleichen …</translation>
    </message>
    <message>
        <source>Set price</source>
        <translation>Preis setzen</translation>
    </message>
    <message>
        <source>Set the price of the first unpriced model</source>
        <translation>Preis des ersten Modells ohne Preis setzen</translation>
    </message>
    <message>
        <source>What was spent cannot be read, so the columns of the last days stay empty. %1</source>
        <translation>Was ausgegeben wurde, ist nicht lesbar, deshalb bleiben die Spalten der letzten Tage leer. %1</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) in use without a price: %1.</source>
        <translation>
            <numerusform>%n benutztes Modell ohne Preis: %1.</numerusform>
            <numerusform>%n benutzte Modelle ohne Preis: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is sent there while a ceiling stands.</source>
        <translation>Unter einer Obergrenze wird dorthin nichts geschickt.</translation>
    </message>
    <message numerus="yes">
        <source>%n unpriced model(s)</source>
        <translation>
            <numerusform>%n Modell ohne Preis</numerusform>
            <numerusform>%n Modelle ohne Preis</numerusform>
        </translation>
    </message>
    <message>
        <source>No price matches “%1”</source>
        <extracomment>%1 is what was typed as a filter</extracomment>
        <translation>Kein Preis passt zu „%1“</translation>
    </message>
    <message>
        <source>No models yet</source>
        <translation>Noch keine Modelle</translation>
    </message>
    <message>
        <source>Models that are not in use are shown with the box above.</source>
        <translation>Nicht benutzte Modelle zeigt das Kästchen oben.</translation>
    </message>
    <message>
        <source>Deployments of your tiers stand here with what they cost. Add one on the Tiers page.</source>
        <translation>Hier stehen die Deployments Ihrer Stufen mit dem, was sie kosten. Fügen Sie auf der Seite „Stufen“ eines hinzu.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>The price of %1 is set from %2 on</source>
        <translation>Der Preis von %1 ist ab %2 gesetzt</translation>
    </message>
    <message numerus="yes">
        <source>%n price(s) taken over from the list</source>
        <translation>
            <numerusform>%n Preis aus der Liste übernommen</numerusform>
            <numerusform>%n Preise aus der Liste übernommen</numerusform>
        </translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>Preise</translation>
    </message>
    <message numerus="yes">
        <source>%Ln call(s) in seven days, at a cost that nobody knows.</source>
        <translation>
            <numerusform>%Ln Aufruf in sieben Tagen, zu Kosten, die niemand kennt.</numerusform>
            <numerusform>%Ln Aufrufe in sieben Tagen, zu Kosten, die niemand kennt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ProofWords</name>
    <message>
        <source>%1 “%2”</source>
        <extracomment>a rule in a sentence: %1 its place, %2 its name</extracomment>
        <translation>%1 „%2“</translation>
    </message>
    <message>
        <source>never reached</source>
        <extracomment>%1 rules: place and name</extracomment>
        <translation>nie erreicht</translation>
    </message>
    <message>
        <source>Never reached: rule %1 takes every request that this rule matches. Move this rule above it.</source>
        <translation>Nie erreicht: Regel %1 nimmt jede Anfrage, auf die diese Regel passt. Diese Regel darüber schieben.</translation>
    </message>
    <message>
        <source>can&apos;t match</source>
        <translation>passt nie</translation>
    </message>
    <message>
        <source>Matches nothing: its conditions can&apos;t all hold at once. Change or remove one of them.</source>
        <translation>Passt auf nichts: Die Bedingungen können nicht zugleich gelten. Eine davon ändern oder entfernen.</translation>
    </message>
    <message>
        <source>Whether this rule can be reached can&apos;t be proved, because of a regular expression.</source>
        <translation>Ob diese Regel erreicht werden kann, ist wegen eines regulären Ausdrucks nicht zu beweisen.</translation>
    </message>
    <message>
        <source>Whether this rule can be reached was not proved: it would take too long.</source>
        <translation>Ob diese Regel erreichbar ist, wurde nicht bewiesen: Es würde zu lange dauern.</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>entbehrlich</translation>
    </message>
    <message>
        <source>Not needed: without it every request is treated the same.</source>
        <translation>Entbehrlich: Ohne sie wird jede Anfrage gleich behandelt.</translation>
    </message>
    <message>
        <source>Not needed: rule %1 below treats its requests the same. It can be removed.</source>
        <translation>Entbehrlich: Regel %1 darunter behandelt ihre Anfragen gleich. Sie kann weg.</translation>
    </message>
    <message>
        <source>Rule %1 above takes some of the requests that this rule matches.</source>
        <translation>Regel %1 darüber nimmt einige der Anfragen, auf die diese Regel passt.</translation>
    </message>
    <message>
        <source>any request</source>
        <extracomment>a request of which nothing special has to hold</extracomment>
        <translation>jede Anfrage</translation>
    </message>
    <message>
        <source>if the application names the tier itself</source>
        <translation>wenn die Anwendung die Stufe selbst nennt</translation>
    </message>
    <message>
        <source>if the application names the model itself</source>
        <translation>wenn die Anwendung das Modell selbst nennt</translation>
    </message>
    <message>
        <source>when a ceiling downgrades what rule %1 routes</source>
        <extracomment>%1 a rule: its place and name</extracomment>
        <translation>wenn eine Obergrenze herabstuft, was Regel %1 leitet</translation>
    </message>
    <message>
        <source>by rule %1</source>
        <extracomment>%1 a rule: its place and name</extracomment>
        <translation>durch Regel %1</translation>
    </message>
    <message>
        <source>%1: %2 to %3 tokens, %4 % with code</source>
        <extracomment>a group of requests: %1 its value (&quot;pro&quot;), %2 and %3 numbers of tokens, %4 percent</extracomment>
        <translation>%1: %2 bis %3 Tokens, %4 % mit Code</translation>
    </message>
    <message>
        <source>The rules tell requests apart by the %1 alone, but what is asked differs much inside each group (%2). Look at what is asked as well: its length, code, or task.</source>
        <extracomment>%1 a fact (&quot;user tier&quot;), %2 groups of requests</extracomment>
        <translation>Die Regeln unterscheiden Anfragen allein nach: %1. Doch was gefragt wird, ist in jeder Gruppe sehr verschieden (%2). Auch auf das Gefragte schauen: Länge, Code oder Aufgabe.</translation>
    </message>
    <message>
        <source>Rule %1 above could take some of the requests that this rule matches. Of its %2 recorded matches it took none.</source>
        <extracomment>%1 rules: place and name; %2 a number</extracomment>
        <translation>Die frühere Regel %1 könnte einen Teil der Anfragen nehmen, auf die diese Regel passt. Von ihren %2 aufgezeichneten Treffern nahm sie keinen.</translation>
    </message>
    <message>
        <source>%1 of its %2 recorded matches go to rule %3 first.</source>
        <extracomment>%1 percent (&quot;62 %&quot;), %2 a number, %3 a rule: place and name</extracomment>
        <translation>%1 ihrer %2 aufgezeichneten Treffer gehen zuerst an Regel %3.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>a part of a list: %1 a rule (place and name), %2 percent (&quot;62 %&quot;)</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 of its %2 recorded matches go to earlier rules first (%3).</source>
        <extracomment>%1 percent (&quot;62 %&quot;), %2 a number, %3 a list of rules with their parts</extracomment>
        <translation>%1 ihrer %2 aufgezeichneten Treffer gehen zuerst an frühere Regeln (%3).</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ProviderCard</name>
    <message>
        <source>OpenAI dialect</source>
        <translation>OpenAI-Dialekt</translation>
    </message>
    <message>
        <source>Anthropic, OpenAI-compatible</source>
        <translation>Anthropic, OpenAI-kompatibel</translation>
    </message>
    <message>
        <source>Gemini, OpenAI-compatible</source>
        <translation>Gemini, OpenAI-kompatibel</translation>
    </message>
    <message>
        <source>Azure OpenAI</source>
        <translation>Azure OpenAI</translation>
    </message>
    <message>
        <source>simulated, inside this program</source>
        <translation>simuliert, in diesem Programm</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>auf diesem Rechner</translation>
    </message>
    <message>
        <source>prices at %1 of the list</source>
        <extracomment>a provider&apos;s mark-up: %1 is a percentage of the list price</extracomment>
        <translation>Preise bei %1 der Liste</translation>
    </message>
    <message>
        <source>Edit the provider %1</source>
        <translation>Anbieter %1 bearbeiten</translation>
    </message>
    <message>
        <source>Remove the provider %1</source>
        <translation>Anbieter %1 entfernen</translation>
    </message>
    <message>
        <source>Replace key</source>
        <translation>Schlüssel ersetzen</translation>
    </message>
    <message>
        <source>Add key</source>
        <translation>Schlüssel hinzufügen</translation>
    </message>
    <message>
        <source>Replace the key of %1</source>
        <translation>Schlüssel von %1 ersetzen</translation>
    </message>
    <message>
        <source>Add the key of %1</source>
        <translation>Schlüssel von %1 hinzufügen</translation>
    </message>
    <message>
        <source>needs no key</source>
        <translation>braucht keinen Schlüssel</translation>
    </message>
    <message>
        <source>✓ key …%1</source>
        <extracomment>%1 is the end of a key</extracomment>
        <translation>✓ Schlüssel …%1</translation>
    </message>
    <message>
        <source>⚠ no key</source>
        <translation>⚠ kein Schlüssel</translation>
    </message>
    <message>
        <source>%1 removed</source>
        <translation>%1 entfernt</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>%1 geändert</translation>
    </message>
    <message>
        <source>%1 is still in use by: %2</source>
        <extracomment>%1 is a provider, %2 a list of tiers and ceilings</extracomment>
        <translation>%1 wird noch gebraucht von: %2</translation>
    </message>
    <message>
        <source>%1 of %2 keys</source>
        <extracomment>%1 of %2 keys of a provider are at hand</extracomment>
        <translation>%1 von %2 Schlüsseln</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ProviderEditor</name>
    <message>
        <source>OpenAI</source>
        <translation>OpenAI</translation>
    </message>
    <message>
        <source>Anthropic, OpenAI-compatible</source>
        <translation>Anthropic, OpenAI-kompatibel</translation>
    </message>
    <message>
        <source>Gemini, OpenAI-compatible</source>
        <translation>Gemini, OpenAI-kompatibel</translation>
    </message>
    <message>
        <source>Azure OpenAI</source>
        <translation>Azure OpenAI</translation>
    </message>
    <message>
        <source>Authorization: Bearer …</source>
        <translation>Authorization: Bearer …</translation>
    </message>
    <message>
        <source>api-key: …</source>
        <translation>api-key: …</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Kein Schlüssel</translation>
    </message>
    <message>
        <source>Runs on this computer (plain http is allowed)</source>
        <translation>Läuft auf diesem Rechner (unverschlüsseltes http ist erlaubt)</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation>Basis-URL</translation>
    </message>
    <message>
        <source>Dialect</source>
        <translation>Dialekt</translation>
    </message>
    <message>
        <source>Key is sent as</source>
        <translation>Schlüssel wird gesendet als</translation>
    </message>
    <message>
        <source>Local</source>
        <translation>Lokal</translation>
    </message>
    <message>
        <source>Price factor</source>
        <translation>Preisfaktor</translation>
    </message>
    <message>
        <source>Add provider</source>
        <translation>Anbieter hinzufügen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ProxyCard</name>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Port changed: applications have to use the new address</source>
        <translation>Port geändert: Anwendungen müssen die neue Adresse verwenden</translation>
    </message>
    <message>
        <source>Web pages that may ask</source>
        <translation>Webseiten, die anfragen dürfen</translation>
    </message>
    <message>
        <source>Origins, with commas between them. Empty: none, as it should usually be.</source>
        <translation>Ursprünge (Origin), durch Kommas getrennt. Leer: keine, wie es meist sein soll.</translation>
    </message>
    <message>
        <source>Web pages that may ask changed</source>
        <translation>Webseiten, die anfragen dürfen, geändert</translation>
    </message>
    <message>
        <source>Follow a model that the client names</source>
        <translation>Einem vom Client genannten Modell folgen</translation>
    </message>
    <message>
        <source>Where a tier offers it. Otherwise the rules decide, and the name is only a fact they may look at.</source>
        <translation>Wo eine Stufe es anbietet. Sonst entscheiden die Regeln, und der Name ist nur ein Merkmal, das sie ansehen können.</translation>
    </message>
    <message>
        <source>Named models are followed</source>
        <translation>Genannten Modellen wird gefolgt</translation>
    </message>
    <message>
        <source>The rules decide, whatever model is named</source>
        <translation>Die Regeln entscheiden, welches Modell auch genannt wird</translation>
    </message>
    <message>
        <source>Savings are compared with</source>
        <translation>Ersparnis im Vergleich mit</translation>
    </message>
    <message>
        <source>Baseline changed</source>
        <translation>Vergleichsstufe geändert</translation>
    </message>
    <message>
        <source>Shortest answer a ceiling may leave</source>
        <translation>Kürzeste Antwort, die eine Obergrenze lassen darf</translation>
    </message>
    <message>
        <source>Tokens. Where the ceiling has less room, the request is refused instead of cut so short.</source>
        <translation>Tokens. Hat die Obergrenze weniger Platz, wird die Anfrage abgelehnt statt so kurz gekappt.</translation>
    </message>
    <message>
        <source>Shortest answer changed</source>
        <translation>Kürzeste Antwort geändert</translation>
    </message>
    <message>
        <source>Longest answer where the client says nothing</source>
        <translation>Längste Antwort, wenn der Client nichts sagt</translation>
    </message>
    <message>
        <source>Tokens. This much is reserved for each request.</source>
        <translation>Tokens. So viel wird für jede Anfrage reserviert.</translation>
    </message>
    <message>
        <source>Longest answer changed</source>
        <translation>Längste Antwort geändert</translation>
    </message>
    <message>
        <source>Applications use %1.</source>
        <extracomment>%1 is a URL</extracomment>
        <translation>Anwendungen verwenden %1.</translation>
    </message>
    <message>
        <source>Until the program ends applications use %1, as it was started or as the banner was answered.</source>
        <extracomment>%1 is a URL</extracomment>
        <translation>Bis das Programm endet, verwenden Anwendungen %1: So wurde es gestartet oder das Banner beantwortet.</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>The last tier</source>
        <translation>Die letzte Stufe</translation>
    </message>
    <message>
        <source>Who may ask</source>
        <translation>Wer fragen darf</translation>
    </message>
    <message>
        <source>Requests of other users of this computer are refused, whatever key they have. In some containers the system can&apos;t say whose a request is.</source>
        <translation>Anfragen anderer Benutzer dieses Rechners werden abgelehnt, welchen Schlüssel sie auch haben. In manchen Containern kann das System nicht sagen, von wem eine Anfrage ist.</translation>
    </message>
    <message>
        <source>Who may ask changed</source>
        <translation>Wer fragen darf, wurde geändert</translation>
    </message>
    <message>
        <source>This user, where known</source>
        <translation>Dieser Benutzer, wo bekannt</translation>
    </message>
    <message>
        <source>This user, proven</source>
        <translation>Dieser Benutzer, bewiesen</translation>
    </message>
    <message>
        <source>Every user</source>
        <translation>Jeder Benutzer</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::QuitQuestion</name>
    <message>
        <source>Quit Signalbox</source>
        <translation>Signalbox beenden</translation>
    </message>
    <message>
        <source>Quit now</source>
        <translation>Jetzt beenden</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Weiterlaufen lassen</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) in flight. Quitting when they finish.</source>
        <translation>
            <numerusform>%n Anfrage unterwegs. Das Programm endet, wenn sie fertig ist.</numerusform>
            <numerusform>%n Anfragen unterwegs. Das Programm endet, wenn sie fertig sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>New requests are refused meanwhile.</source>
        <translation>Neue Anfragen werden solange abgelehnt.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::RaiseEditor</name>
    <message>
        <source>the reset of its period</source>
        <translation>zum Neubeginn ihres Zeitraums</translation>
    </message>
    <message>
        <source>in 1 hour</source>
        <translation>in 1 Stunde</translation>
    </message>
    <message>
        <source>in 3 hours</source>
        <translation>in 3 Stunden</translation>
    </message>
    <message>
        <source>in 24 hours</source>
        <translation>in 24 Stunden</translation>
    </message>
    <message>
        <source>in 7 days</source>
        <translation>in 7 Tagen</translation>
    </message>
    <message>
        <source>why</source>
        <translation>warum</translation>
    </message>
    <message>
        <source>Dollars until then</source>
        <translation>Dollar bis dahin</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Raise it</source>
        <translation>Anheben</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ReachPane</name>
    <message>
        <source>Can it ever get there?</source>
        <translation>Kann sie je dorthin?</translation>
    </message>
    <message>
        <source>Proved over all requests, under the rules of the draft.</source>
        <translation>Bewiesen über alle Anfragen, unter den Regeln des Entwurfs.</translation>
    </message>
    <message>
        <source>Requests of this kind (without a condition: any request):</source>
        <translation>Anfragen dieser Art (ohne Bedingung: jede Anfrage):</translation>
    </message>
    <message>
        <source>Deployments, and whether such a request can reach them</source>
        <translation>Deployments, und ob eine solche Anfrage sie erreichen kann</translation>
    </message>
    <message>
        <source>Deployment</source>
        <extracomment>columns: a deployment, whether it can be reached, by which rule, an example</extracomment>
        <translation>Deployment</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>Erreicht</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>For example</source>
        <translation>Zum Beispiel</translation>
    </message>
    <message>
        <source>never</source>
        <extracomment>whether a deployment can be reached</extracomment>
        <translation>nie</translation>
    </message>
    <message>
        <source>possible</source>
        <translation>möglich</translation>
    </message>
    <message>
        <source>not proved</source>
        <translation>nicht bewiesen</translation>
    </message>
    <message>
        <source>a regular expression stands between</source>
        <translation>ein regulärer Ausdruck steht dazwischen</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>%1 of %2 deployments can never be reached by such a request.</source>
        <extracomment>%1 and %2 are numbers of deployments</extracomment>
        <translation>%1 von %2 Deployments kann eine solche Anfrage nie erreichen.</translation>
    </message>
    <message>
        <source>Such a request can reach each of the %1 deployments.</source>
        <extracomment>%1 is a number of deployments</extracomment>
        <translation>Eine solche Anfrage kann jedes der %1 Deployments erreichen.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::Reason</name>
    <message>
        <source>not valid JSON</source>
        <translation>kein gültiges JSON</translation>
    </message>
    <message>
        <source>field “%1” is missing</source>
        <extracomment>%1 is the name of a JSON field</extracomment>
        <translation>Feld „%1“ fehlt</translation>
    </message>
    <message>
        <source>cut off at the token limit</source>
        <translation>an der Token-Grenze abgeschnitten</translation>
    </message>
    <message>
        <source>stopped by the content filter</source>
        <translation>vom Inhaltsfilter gestoppt</translation>
    </message>
    <message>
        <source>the model declined</source>
        <translation>das Modell hat abgelehnt</translation>
    </message>
    <message>
        <source>no text</source>
        <translation>kein Text</translation>
    </message>
    <message>
        <source>too short</source>
        <translation>zu kurz</translation>
    </message>
    <message>
        <source>HTTP %1</source>
        <extracomment>%1 is an HTTP status</extracomment>
        <translation>HTTP %1</translation>
    </message>
    <message>
        <source>Rule: %1</source>
        <extracomment>why a request went to a tier; %1 is the name of a rule</extracomment>
        <translation>Regel: %1</translation>
    </message>
    <message>
        <source>Escalated · %1</source>
        <extracomment>%1 says why the cheaper answer was rejected</extracomment>
        <translation>Eskaliert · %1</translation>
    </message>
    <message>
        <source>Fallback · %1</source>
        <extracomment>%1 says why the first deployment failed</extracomment>
        <translation>Ausgewichen · %1</translation>
    </message>
    <message>
        <source>Downgraded by the ceiling</source>
        <translation>Durch die Obergrenze herabgestuft</translation>
    </message>
    <message>
        <source>Pinned by the application</source>
        <translation>Von der Anwendung festgelegt</translation>
    </message>
    <message>
        <source>Named model</source>
        <translation>Benanntes Modell</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Finish reason</source>
        <translation>Abschlussgrund</translation>
    </message>
    <message>
        <source>Refusal</source>
        <translation>Verweigerung</translation>
    </message>
    <message>
        <source>Empty answer</source>
        <translation>Leere Antwort</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is the name of a check, %2 what it found</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>open (left alone)</source>
        <extracomment>state of a deployment that failed too often</extracomment>
        <translation>offen (ausgesetzt)</translation>
    </message>
    <message>
        <source>half-open (probing)</source>
        <extracomment>state of a deployment that gets one request as a probe</extracomment>
        <translation>halb offen (wird geprüft)</translation>
    </message>
    <message>
        <source>healthy</source>
        <extracomment>state of a deployment that works</extracomment>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>⚠ left early</source>
        <extracomment>the application closed the connection before the answer was complete</extracomment>
        <translation>⚠ vorzeitig beendet</translation>
    </message>
    <message>
        <source>Rules bypassed</source>
        <extracomment>why a request went to a tier</extracomment>
        <translation>Regeln umgangen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::RecordedPane</name>
    <message>
        <source>A request, decided again</source>
        <translation>Eine Anfrage, neu entschieden</translation>
    </message>
    <message>
        <source>Nobody is called, nothing is recorded.</source>
        <translation>Niemand wird gerufen, nichts wird aufgezeichnet.</translation>
    </message>
    <message>
        <source>Show in the log</source>
        <translation>Im Protokoll zeigen</translation>
    </message>
    <message>
        <source>Recorded request</source>
        <translation>Aufgezeichnete Anfrage</translation>
    </message>
    <message>
        <source>Pick one…</source>
        <translation>Eine auswählen …</translation>
    </message>
    <message>
        <source>Why it went there then</source>
        <translation>Warum sie damals dorthin ging</translation>
    </message>
    <message>
        <source>Why it would go there with the draft</source>
        <translation>Warum sie mit dem Entwurf dorthin ginge</translation>
    </message>
    <message>
        <source>Why it would go there now</source>
        <translation>Warum sie jetzt dorthin ginge</translation>
    </message>
    <message>
        <source>Which other trace is shown</source>
        <translation>Welche andere Begründung gezeigt wird</translation>
    </message>
    <message>
        <source>Goes to %1</source>
        <extracomment>%1 is a tier</extracomment>
        <translation>Geht an %1</translation>
    </message>
    <message>
        <source>Goes to %1 by rule “%2”</source>
        <extracomment>%1 is a tier, %2 the name of a rule</extracomment>
        <translation>Geht an %1 durch die Regel „%2“</translation>
    </message>
    <message>
        <source>Then, now, and with the draft it goes the same way.</source>
        <translation>Damals, jetzt und mit dem Entwurf geht sie denselben Weg.</translation>
    </message>
    <message>
        <source>The rules have changed since; the draft changes nothing for it.</source>
        <translation>Die Regeln haben sich seither geändert; der Entwurf ändert für sie nichts.</translation>
    </message>
    <message>
        <source>The draft would send it another way than the rules in force.</source>
        <translation>Der Entwurf würde sie anders leiten als die geltenden Regeln.</translation>
    </message>
    <message>
        <source>The rules have changed since, and the draft would send it yet another way.</source>
        <translation>Die Regeln haben sich seither geändert, und der Entwurf würde sie noch einmal anders leiten.</translation>
    </message>
    <message>
        <source>%1 · version %2</source>
        <extracomment>heads of a comparison: a recorded request then, now, and with the draft; %1 a number</extracomment>
        <translation>%1 · Version %2</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Damals</translation>
    </message>
    <message>
        <source>Rules in force</source>
        <translation>Geltende Regeln</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Pick a request to see where it would go now, and with the draft.</source>
        <translation>Eine Anfrage auswählen, um zu sehen, wohin sie jetzt und mit dem Entwurf ginge.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::RedactionCard</name>
    <message>
        <source>What is taken out</source>
        <translation>Was herausgenommen wird</translation>
    </message>
    <message>
        <source>Patterns (RE2) for what must not be kept: every match in features, sessions, headers that rules look at, model names, error messages and alerts is replaced before it is stored, sent or looked at by rules. Prompts are never stored; they go to the provider as they are.</source>
        <translation>Muster (RE2) für das, was nicht aufbewahrt werden darf: Jeder Treffer in Funktionen, Sitzungen, Kopfzeilen, die Regeln ansehen, Modellnamen, Fehlermeldungen und Warnungen wird ersetzt, bevor er gespeichert, verschickt oder von Regeln angesehen wird. Prompts werden nie gespeichert; sie gehen zum Anbieter, wie sie sind.</translation>
    </message>
    <message>
        <source>Nothing is taken out. Keys are hidden anyway.</source>
        <translation>Nichts wird herausgenommen. Schlüssel werden ohnehin verborgen.</translation>
    </message>
    <message>
        <source>Add pattern…</source>
        <translation>Muster hinzufügen …</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Text to try the patterns on</source>
        <translation>Text, an dem die Muster ausprobiert werden</translation>
    </message>
    <message>
        <source>%1 → nothing</source>
        <extracomment>%1: a pattern, %2: the text that stands in the place of what it finds</extracomment>
        <translation>%1 → nichts</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Change the pattern “%1”</source>
        <translation>Das Muster „%1“ ändern</translation>
    </message>
    <message>
        <source>Remove the pattern “%1”</source>
        <translation>Das Muster „%1“ entfernen</translation>
    </message>
    <message>
        <source>⚠ Nothing would be left of any text: rules could not tell features apart, and no error would say what is wrong. Say more exactly what must not be kept.</source>
        <translation>⚠ Von keinem Text bliebe etwas: Regeln könnten Funktionen nicht auseinanderhalten, und keine Fehlermeldung sagte, was nicht stimmt. Genauer sagen, was nicht aufbewahrt werden darf.</translation>
    </message>
    <message>
        <source>Pattern “%1” added</source>
        <extracomment>%1: a pattern that is taken out of texts</extracomment>
        <translation>Muster „%1“ hinzugefügt</translation>
    </message>
    <message>
        <source>Pattern “%1” changed</source>
        <translation>Muster „%1“ geändert</translation>
    </message>
    <message>
        <source>Pattern “%1” removed</source>
        <translation>Muster „%1“ entfernt</translation>
    </message>
    <message>
        <source>The pattern can&apos;t be used yet.</source>
        <translation>Das Muster geht noch nicht.</translation>
    </message>
    <message>
        <source>Nothing in it is taken out.</source>
        <extracomment>%1: what is left of a text</extracomment>
        <translation>Nichts davon wird herausgenommen.</translation>
    </message>
    <message>
        <source>Becomes: %1</source>
        <translation>Wird zu: %1</translation>
    </message>
    <message>
        <source>a text; it is kept nowhere</source>
        <translation>ein Text; er wird nirgends aufbewahrt</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::RedactionEditor</name>
    <message>
        <source>Customer numbers</source>
        <translation>Kundennummern</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>Wird zu</translation>
    </message>
    <message>
        <source>Add pattern</source>
        <translation>Muster hinzufügen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::RequestInspector</name>
    <message>
        <source>Decision</source>
        <extracomment>tabs of the request inspector</extracomment>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>Timing</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Rohdaten</translation>
    </message>
    <message>
        <source>Views of the request</source>
        <translation>Ansichten der Anfrage</translation>
    </message>
    <message>
        <source>Record as JSON</source>
        <translation>Eintrag als JSON</translation>
    </message>
    <message>
        <source>Copy</source>
        <extracomment>copies what the open tab shows</extracomment>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy this view as text</source>
        <translation>Diese Ansicht als Text kopieren</translation>
    </message>
    <message>
        <source>Close the inspector (Esc)</source>
        <translation>Inspektor schließen (Esc)</translation>
    </message>
    <message>
        <source>Reading the request…</source>
        <translation>Anfrage wird gelesen …</translation>
    </message>
    <message>
        <source>This request can&apos;t be shown</source>
        <translation>Diese Anfrage kann nicht gezeigt werden</translation>
    </message>
    <message>
        <source>unpriced · %1</source>
        <extracomment>cost and duration of a request</extracomment>
        <translation>ohne Preis · %1</translation>
    </message>
    <message>
        <source>streamed</source>
        <translation>gestreamt</translation>
    </message>
    <message>
        <source>sandbox</source>
        <translation>Sandbox</translation>
    </message>
    <message>
        <source>Decide again</source>
        <extracomment>shows where a recorded request would go under the rules in force, and with the draft</extracomment>
        <translation>Neu entscheiden</translation>
    </message>
    <message>
        <source>Decide it again, with the rules in force and with the draft</source>
        <translation>Neu entscheiden, mit den geltenden Regeln und mit dem Entwurf</translation>
    </message>
    <message>
        <source>Decided under version %1 of the rules; version %2 is in force.</source>
        <extracomment>%1 and %2 are numbers of versions of the rules</extracomment>
        <translation>Entschieden unter Version %1 der Regeln; Version %2 gilt.</translation>
    </message>
    <message>
        <source>Decided under version %1 of the rules, which is in force.</source>
        <translation>Entschieden unter Version %1 der Regeln, die gilt.</translation>
    </message>
    <message>
        <source>Decided under version %1 of the rules.</source>
        <translation>Entschieden unter Version %1 der Regeln.</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Last user message</source>
        <translation>Letzte Nachricht des Benutzers</translation>
    </message>
    <message>
        <source>The last user message. It is in memory only, for what-if (a setting), in no file, and gone when the program ends.</source>
        <translation>Die letzte Nachricht des Benutzers. Sie steht nur im Speicher, für Was-wäre-wenn (eine Einstellung), in keiner Datei, und ist weg, wenn das Programm endet.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::RequestsModel</name>
    <message>
        <source>sandbox</source>
        <extracomment>a short mark of traffic that never cost money</extracomment>
        <translation>Sandbox</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <extracomment>tokens in and out of one request: %1 in, %2 out</extracomment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>unpriced</source>
        <extracomment>in place of a cost: the model has no price</extracomment>
        <translation>ohne Preis</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %Ln tries</source>
        <extracomment>status of a request that needed more than one try: %1 status, %n number of tries</extracomment>
        <translation>
            <numerusform>%1 · %Ln Versuch</numerusform>
            <numerusform>%1 · %Ln Versuche</numerusform>
        </translation>
    </message>
    <message>
        <source>Simulated: booked under the sandbox ceiling, never counted as money.</source>
        <translation>Simuliert: unter der Sandbox-Obergrenze gebucht, zählt nie als Geld.</translation>
    </message>
    <message>
        <source>Estimated: the provider sent no usage, so the tokens were counted here.</source>
        <translation>Geschätzt: Der Anbieter hat keinen Verbrauch gesendet, daher wurden die Tokens hier gezählt.</translation>
    </message>
    <message>
        <source>Time to first token</source>
        <translation>Zeit bis zum ersten Token</translation>
    </message>
    <message>
        <source>What the baseline tier would have cost, less what this cost</source>
        <translation>Was die Vergleichsstufe gekostet hätte, abzüglich der Kosten</translation>
    </message>
    <message>
        <source>Time</source>
        <extracomment>TTFT = time to first token, a column header</extracomment>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Tokens in/out</source>
        <translation>Tokens ein/aus</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>TTFT</source>
        <translation>TTFT</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespart</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Client</source>
        <extracomment>a column: the application that asked, by the name of its key</extracomment>
        <translation>Anwendung</translation>
    </message>
    <message>
        <source>Feature</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::RequestsPage</name>
    <message>
        <source>Last 15 minutes</source>
        <translation>Letzte 15 Minuten</translation>
    </message>
    <message>
        <source>Last 2 hours</source>
        <translation>Letzte 2 Stunden</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>All</source>
        <extracomment>a time range without a beginning</extracomment>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Time range</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Requests, newest first</source>
        <translation>Anfragen, neueste zuerst</translation>
    </message>
    <message>
        <source>Request inspector</source>
        <translation>Anfrage-Inspektor</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Einzelheiten zeigen</translation>
    </message>
    <message>
        <source>Copy row</source>
        <translation>Zeile kopieren</translation>
    </message>
    <message>
        <source>Copy request id</source>
        <translation>Anfragekennung kopieren</translation>
    </message>
    <message>
        <source>Go to the newest request</source>
        <translation>Zur neuesten Anfrage</translation>
    </message>
    <message>
        <source>The log can&apos;t be read</source>
        <translation>Das Protokoll ist nicht lesbar</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <extracomment>a time range: %1 its beginning, %2 its end</extracomment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>Requests</source>
        <extracomment>a view of the page: one row for each request</extracomment>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>No request matches</source>
        <translation>Keine Anfrage passt</translation>
    </message>
    <message>
        <source>There was no request in this range: %1.</source>
        <extracomment>%1 is a time range such as &quot;Last 2 hours&quot;; %2 is the text of the filter line</extracomment>
        <translation>In diesem Zeitraum gab es keine Anfrage: %1.</translation>
    </message>
    <message>
        <source>Nothing in this range (%1) fits the filter %2.</source>
        <translation>Nichts in diesem Zeitraum (%1) passt zum Filter %2.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>No requests yet</source>
        <translation>Noch keine Anfragen</translation>
    </message>
    <message>
        <source>Every request that comes through Signalbox is listed here, with the reason for its way and its cost. Point an application at the address below.</source>
        <translation>Jede Anfrage, die durch Signalbox geht, steht hier, mit dem Grund für ihren Weg und ihren Kosten. Richten Sie eine Anwendung auf die Adresse unten.</translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation>Basis-URL</translation>
    </message>
    <message>
        <source>Send 20 sample requests</source>
        <translation>20 Beispielanfragen senden</translation>
    </message>
    <message>
        <source>Connect an application</source>
        <translation>Anwendung verbinden</translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s)</source>
        <translation>
            <numerusform>%Ln Anfrage</numerusform>
            <numerusform>%Ln Anfragen</numerusform>
        </translation>
    </message>
    <message>
        <source> · paused</source>
        <translation> · angehalten</translation>
    </message>
    <message numerus="yes">
        <source>More than %Ln new</source>
        <extracomment>requests that came in since the table stopped following</extracomment>
        <translation>
            <numerusform>Mehr als %Ln neue</numerusform>
            <numerusform>Mehr als %Ln neue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln neue</numerusform>
            <numerusform>%Ln neue</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: go to the newest request</source>
        <translation>%1: zur neuesten Anfrage</translation>
    </message>
    <message>
        <source>Only this value: %1</source>
        <extracomment>keeps the rows that have the value of the clicked cell; %1 is that term of the filter</extracomment>
        <translation>Nur dieser Wert: %1</translation>
    </message>
    <message>
        <source>Exclude: %1</source>
        <extracomment>leaves out the rows that have the value of the clicked cell; %1 is a term of the filter</extracomment>
        <translation>Ausschließen: %1</translation>
    </message>
    <message>
        <source>New rule from this request</source>
        <translation>Neue Regel aus dieser Anfrage</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Sessions</source>
        <extracomment>a view of the page: one row for each session</extracomment>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Show requests</source>
        <translation>Anfragen zeigen</translation>
    </message>
    <message>
        <source>Show sessions</source>
        <translation>Sitzungen zeigen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Columns of the table</source>
        <translation>Spalten der Tabelle</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export what the table shows</source>
        <translation>Exportieren, was die Tabelle zeigt</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>Gespeicherte Filter</translation>
    </message>
    <message>
        <source>Save this filter…</source>
        <translation>Diesen Filter speichern …</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>Als CSV exportieren …</translation>
    </message>
    <message>
        <source>Export as JSON lines…</source>
        <translation>Als JSON-Zeilen exportieren …</translation>
    </message>
    <message>
        <source>Go to the oldest request</source>
        <translation>Zur ältesten Anfrage</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>Als curl kopieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel the export</source>
        <translation>Export abbrechen</translation>
    </message>
    <message>
        <source>No filter is saved yet</source>
        <translation>Noch kein Filter gespeichert</translation>
    </message>
    <message>
        <source>Delete</source>
        <extracomment>a menu with the names of saved filters</extracomment>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Save this filter</source>
        <translation>Diesen Filter speichern</translation>
    </message>
    <message>
        <source>Name for the filter %1. One of the same name is replaced.</source>
        <extracomment>%1 is the text of the filter line</extracomment>
        <translation>Name für den Filter %1. Einer gleichen Namens wird ersetzt.</translation>
    </message>
    <message>
        <source>Filter saved: %1</source>
        <extracomment>%1 is the name of a filter</extracomment>
        <translation>Filter gespeichert: %1</translation>
    </message>
    <message>
        <source>Filter deleted: %1</source>
        <extracomment>%1 is the name of a filter</extracomment>
        <translation>Filter gelöscht: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Copied as curl. Prompts are not recorded: put yours in place of the three dots.</source>
        <translation>Als curl kopiert. Prompts werden nicht aufgezeichnet: Setzen Sie Ihren an die Stelle der drei Punkte.</translation>
    </message>
    <message>
        <source>Export requests</source>
        <translation>Anfragen exportieren</translation>
    </message>
    <message>
        <source>CSV (*.csv);;All files (*)</source>
        <translation>CSV (*.csv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl);;All files (*)</source>
        <translation>JSON-Zeilen (*.jsonl);;Alle Dateien (*)</translation>
    </message>
    <message numerus="yes">
        <source>Exporting: %Ln request(s) written</source>
        <extracomment>progress of an export</extracomment>
        <translation>
            <numerusform>Export: %Ln Anfrage geschrieben</numerusform>
            <numerusform>Export: %Ln Anfragen geschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>Export cancelled. No file was written.</source>
        <translation>Export abgebrochen. Es wurde keine Datei geschrieben.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) exported to %1</source>
        <extracomment>%1 is a path</extracomment>
        <translation>
            <numerusform>%Ln Anfrage nach %1 exportiert</numerusform>
            <numerusform>%Ln Anfragen nach %1 exportiert</numerusform>
        </translation>
    </message>
    <message>
        <source>Newest</source>
        <extracomment>a button: leaves the oldest requests and shows the newest ones again</extracomment>
        <translation>Neueste</translation>
    </message>
    <message>
        <source>Close the details</source>
        <translation>Einzelheiten schließen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::RouteTroubles</name>
    <message>
        <source>unpriced</source>
        <extracomment>marks of rules, from what they route to</extracomment>
        <translation>ohne Preis</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>kein Schlüssel</translation>
    </message>
    <message>
        <source>breaker open</source>
        <translation>Sicherung offen</translation>
    </message>
    <message>
        <source>can&apos;t serve</source>
        <translation>nicht erreichbar</translation>
    </message>
    <message>
        <source>the breaker of %1 is open</source>
        <extracomment>why a deployment can&apos;t be called; %1 is the deployment</extracomment>
        <translation>die Sicherung von %1 ist offen</translation>
    </message>
    <message>
        <source>there is no key for %1</source>
        <extracomment>why a deployment can&apos;t be called; %1 its provider</extracomment>
        <translation>für %1 gibt es keinen Schlüssel</translation>
    </message>
    <message>
        <source>%1 is unpriced, so it is never used under a ceiling</source>
        <extracomment>why a deployment can&apos;t be called; %1 is the deployment</extracomment>
        <translation>%1 hat keinen Preis und wird daher unter einer Obergrenze nie benutzt</translation>
    </message>
    <message>
        <source>No price is known for any model of %1: its requests are served, but what they cost is unknown and counts in no sum.</source>
        <extracomment>%1 is a tier</extracomment>
        <translation>Von keinem Modell von %1 ist ein Preis bekannt: Die Anfragen werden bedient, aber was sie kosten, ist unbekannt und steht in keiner Summe.</translation>
    </message>
    <message>
        <source>Requests of this rule are refused, because nothing of %1 can be called: %2.</source>
        <extracomment>%1 one or more tiers, %2 reasons</extracomment>
        <translation>Anfragen dieser Regel werden abgelehnt, weil sich von %1 nichts aufrufen lässt: %2.</translation>
    </message>
    <message>
        <source>Not all of %1 can be called: %2. Its requests go to %3.</source>
        <extracomment>%1 is a tier, %2 reasons, %3 the deployment that serves instead</extracomment>
        <translation>Nicht alles von %1 lässt sich aufrufen: %2. Die Anfragen gehen an %3.</translation>
    </message>
    <message>
        <source>This cascade leaves out %1, because nothing of it can be called: %2.</source>
        <translation>Diese Kaskade lässt %1 aus, weil sich davon nichts aufrufen lässt: %2.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::RuleDraft</name>
    <message>
        <source>add “%1”</source>
        <extracomment>a step that can be undone: &quot;Undo add “Code for paying users”&quot;</extracomment>
        <translation>„%1“ hinzufügen</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <extracomment>name of a copied rule</extracomment>
        <translation>%1 (Kopie)</translation>
    </message>
    <message>
        <source>duplicate “%1”</source>
        <extracomment>a step that can be undone</extracomment>
        <translation>„%1“ verdoppeln</translation>
    </message>
    <message>
        <source>delete “%1”</source>
        <extracomment>a step that can be undone</extracomment>
        <translation>„%1“ löschen</translation>
    </message>
    <message>
        <source>restore “%1”</source>
        <extracomment>a step that can be undone: a deleted rule comes back</extracomment>
        <translation>„%1“ zurückholen</translation>
    </message>
    <message>
        <source>move “%1”</source>
        <extracomment>a step that can be undone</extracomment>
        <translation>„%1“ verschieben</translation>
    </message>
    <message>
        <source>switch on “%1”</source>
        <translation>„%1“ einschalten</translation>
    </message>
    <message>
        <source>switch off “%1”</source>
        <translation>„%1“ ausschalten</translation>
    </message>
    <message>
        <source>review “%1”</source>
        <extracomment>a step that can be undone: somebody has looked at an imported rule</extracomment>
        <translation>„%1“ durchsehen</translation>
    </message>
    <message>
        <source>discard the draft</source>
        <extracomment>a step that can be undone: all changes of the draft are thrown away</extracomment>
        <translation>Entwurf verwerfen</translation>
    </message>
    <message>
        <source>continue the kept draft</source>
        <extracomment>a step that can be undone: the draft that was kept when the program ended comes back</extracomment>
        <translation>behaltenen Entwurf fortsetzen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::RuleEditor</name>
    <message>
        <source>Restore</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Select a rule to edit it, or make a new one.</source>
        <translation>Eine Regel auswählen, um sie zu bearbeiten, oder eine neue anlegen.</translation>
    </message>
    <message>
        <source>“%1” goes when the draft is applied.</source>
        <translation>„%1“ entfällt, sobald der Entwurf angewendet wird.</translation>
    </message>
    <message>
        <source>This rule came from an import. Look at it before you apply it.</source>
        <translation>Diese Regel kam aus einem Import. Vor dem Anwenden ansehen.</translation>
    </message>
    <message>
        <source>I have looked at it</source>
        <translation>Angesehen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the rule</source>
        <translation>Name der Regel</translation>
    </message>
    <message>
        <source>The last rule takes every request that no rule above it has taken. It has no condition.</source>
        <translation>Die letzte Regel nimmt jede Anfrage, die keine Regel über ihr genommen hat. Sie hat keine Bedingung.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Reads: when %1 → %2</source>
        <extracomment>a rule in plain words: %1 a condition, %2 where it leads (&quot;Frontier&quot;)</extracomment>
        <translation>Heißt: wenn %1 → %2</translation>
    </message>
    <message>
        <source>Not complete yet: when %1</source>
        <extracomment>a rule that is not complete yet: %1 a condition</extracomment>
        <translation>Noch nicht vollständig: wenn %1</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::RuleLanguage</name>
    <message>
        <source>Name of the header</source>
        <translation>Name der Kopfzeile</translation>
    </message>
    <message>
        <source>Scope: global, key, or tier:NAME</source>
        <translation>Bereich: global, key oder tier:NAME</translation>
    </message>
    <message>
        <source>Deployment, as provider/model</source>
        <translation>Deployment, als Anbieter/Modell</translation>
    </message>
    <message>
        <source>Name of the share</source>
        <translation>Name des Anteils</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>of 10,000</source>
        <extracomment>unit: so many out of ten thousand</extracomment>
        <translation>von 10.000</translation>
    </message>
    <message>
        <source>is</source>
        <extracomment>operators of a condition, between a field and a value: &quot;User tier | is | pro&quot;</extracomment>
        <translation>ist</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>ist nicht</translation>
    </message>
    <message>
        <source>is one of</source>
        <translation>ist eines von</translation>
    </message>
    <message>
        <source>contains</source>
        <translation>enthält</translation>
    </message>
    <message>
        <source>has the word</source>
        <translation>enthält das Wort</translation>
    </message>
    <message>
        <source>starts with</source>
        <translation>beginnt mit</translation>
    </message>
    <message>
        <source>matches the expression</source>
        <translation>passt zum Ausdruck</translation>
    </message>
    <message>
        <source>less than</source>
        <translation>weniger als</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>höchstens</translation>
    </message>
    <message>
        <source>more than</source>
        <translation>mehr als</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>mindestens</translation>
    </message>
    <message>
        <source>between</source>
        <translation>zwischen</translation>
    </message>
    <message>
        <source>This group is empty. Add a condition, or remove the group.</source>
        <translation>Diese Gruppe ist leer. Eine Bedingung hinzufügen oder die Gruppe entfernen.</translation>
    </message>
    <message>
        <source>Choose what the condition looks at.</source>
        <translation>Wählen, worauf die Bedingung schaut.</translation>
    </message>
    <message>
        <source>Write a whole number, such as 500.</source>
        <translation>Eine ganze Zahl schreiben, etwa 500.</translation>
    </message>
    <message>
        <source>Write at least one value, with commas between several.</source>
        <translation>Mindestens einen Wert schreiben, mehrere mit Kommas getrennt.</translation>
    </message>
    <message>
        <source>Write a text of up to 256 bytes.</source>
        <translation>Einen Text von höchstens 256 Bytes schreiben.</translation>
    </message>
    <message>
        <source>The first value has to be the smaller one.</source>
        <translation>Der erste Wert muss der kleinere sein.</translation>
    </message>
    <message>
        <source>There is no tier “%1” any more. Choose another one.</source>
        <extracomment>%1 is the id of a tier</extracomment>
        <translation>Die Stufe „%1“ gibt es nicht mehr. Eine andere wählen.</translation>
    </message>
    <message>
        <source>Write a whole number from %1 to %2.</source>
        <extracomment>%1 and %2 are numbers</extracomment>
        <translation>Eine ganze Zahl von %1 bis %2 schreiben.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::RulesModel</name>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>%1
The cheaper answer is kept when it passes: %2</source>
        <extracomment>%1 is a list of checks, such as &quot;valid JSON, no refusal&quot;</extracomment>
        <translation>%1
Die günstigere Antwort bleibt, wenn sie besteht: %2</translation>
    </message>
    <message>
        <source>Within the last 24 hours</source>
        <translation>In den letzten 24 Stunden</translation>
    </message>
    <message>
        <source>#</source>
        <extracomment>column: place of a rule in the list</extracomment>
        <translation>#</translation>
    </message>
    <message>
        <source>On</source>
        <extracomment>column: whether a rule is switched on</extracomment>
        <translation>An</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wenn</translation>
    </message>
    <message>
        <source>Route to</source>
        <translation>Leitet an</translation>
    </message>
    <message>
        <source>Hits 24 h</source>
        <translation>Treffer 24 h</translation>
    </message>
    <message>
        <source>Last hit</source>
        <translation>Letzter Treffer</translation>
    </message>
    <message>
        <source>…</source>
        <extracomment>stands where it is not said yet where a rule leads</extracomment>
        <translation>…</translation>
    </message>
    <message>
        <source>deleted</source>
        <extracomment>mark of a rule that goes when the draft is applied</extracomment>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>unreviewed</source>
        <extracomment>mark of an imported rule nobody has looked at</extracomment>
        <translation>ungeprüft</translation>
    </message>
    <message>
        <source>new</source>
        <extracomment>mark of a rule that is not applied yet</extracomment>
        <translation>neu</translation>
    </message>
    <message>
        <source>changed</source>
        <extracomment>mark of a rule that differs from the applied one</extracomment>
        <translation>geändert</translation>
    </message>
    <message>
        <source>was %1</source>
        <extracomment>mark of a rule that stood in another place; %1 is a number</extracomment>
        <translation>war %1</translation>
    </message>
    <message>
        <source>⚠ not complete</source>
        <extracomment>mark of a rule that can&apos;t be applied as it is</extracomment>
        <translation>⚠ unvollständig</translation>
    </message>
    <message>
        <source>on</source>
        <extracomment>whether a rule is switched on</extracomment>
        <translation>an</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::RulesPage</name>
    <message>
        <source>Open configuration file</source>
        <translation>Konfigurationsdatei öffnen</translation>
    </message>
    <message>
        <source>Read it again</source>
        <translation>Neu einlesen</translation>
    </message>
    <message>
        <source>Checks the configuration file and applies it</source>
        <translation>Prüft die Konfigurationsdatei und wendet sie an</translation>
    </message>
    <message>
        <source>Rules, in the order in which they are asked</source>
        <translation>Regeln, in der Reihenfolge, in der sie gefragt werden</translation>
    </message>
    <message>
        <source>First match wins. Version %1, applied %2.</source>
        <extracomment>%1 number of the applied rule set, %2 time of day</extracomment>
        <translation>Der erste Treffer gilt. Version %1, angewendet %2.</translation>
    </message>
    <message>
        <source>No program opened the file. It is here: %1</source>
        <translation>Kein Programm hat die Datei geöffnet. Sie liegt hier: %1</translation>
    </message>
    <message>
        <source>Version %1 applied</source>
        <translation>Version %1 angewendet</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>First match wins.</source>
        <translation>Der erste Treffer gilt.</translation>
    </message>
    <message>
        <source>First match wins. Applied %1.</source>
        <extracomment>%1 time of day</extracomment>
        <translation>Der erste Treffer gilt. Angewendet %1.</translation>
    </message>
    <message>
        <source>Rules applied</source>
        <translation>Regeln angewendet</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>Neue Regel</translation>
    </message>
    <message>
        <source>Duplicate rule</source>
        <translation>Regel verdoppeln</translation>
    </message>
    <message>
        <source>Delete rule</source>
        <translation>Regel löschen</translation>
    </message>
    <message>
        <source>Restore deleted rule</source>
        <translation>Gelöschte Regel zurückholen</translation>
    </message>
    <message>
        <source>Move rule up</source>
        <translation>Regel nach oben</translation>
    </message>
    <message>
        <source>Move rule down</source>
        <translation>Regel nach unten</translation>
    </message>
    <message>
        <source>Move rule to…</source>
        <translation>Regel verschieben nach …</translation>
    </message>
    <message>
        <source>Switch rule on or off</source>
        <translation>Regel ein- oder ausschalten</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Discard the draft</source>
        <translation>Entwurf verwerfen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Review &amp;&amp; apply</source>
        <translation>Prüfen &amp;&amp; anwenden</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren …</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Requests of this rule</source>
        <translation>Anfragen dieser Regel</translation>
    </message>
    <message>
        <source>Try a request</source>
        <translation>Anfrage ausprobieren</translation>
    </message>
    <message>
        <source>The program was started without a configuration file: what is applied here holds until it ends.</source>
        <translation>Das Programm wurde ohne Konfigurationsdatei gestartet: Was hier angewendet wird, gilt bis zu seinem Ende.</translation>
    </message>
    <message>
        <source>Undo %1</source>
        <translation>Rückgängig: %1</translation>
    </message>
    <message>
        <source>Redo %1</source>
        <translation>Wiederholen: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n unsaved change(s) of the rules</source>
        <translation>
            <numerusform>%n nicht angewendete Änderung der Regeln</numerusform>
            <numerusform>%n nicht angewendete Änderungen der Regeln</numerusform>
        </translation>
    </message>
    <message>
        <source>The kept draft of the rules can&apos;t be read. It was put aside: %1</source>
        <extracomment>%1 is a path</extracomment>
        <translation>Der behaltene Entwurf der Regeln ist nicht lesbar. Er wurde beiseitegelegt: %1</translation>
    </message>
    <message>
        <source>Deleted “%1” from the draft</source>
        <translation>„%1“ aus dem Entwurf gelöscht</translation>
    </message>
    <message>
        <source>Move rule</source>
        <translation>Regel verschieben</translation>
    </message>
    <message>
        <source>New place of “%1”, from 1 to %2:</source>
        <extracomment>%1 is the name of a rule, %2 a number</extracomment>
        <translation>Neuer Platz von „%1“, von 1 bis %2:</translation>
    </message>
    <message>
        <source>edit “%1”</source>
        <extracomment>a step that can be undone; %1 is the name of a rule</extracomment>
        <translation>„%1“ bearbeiten</translation>
    </message>
    <message>
        <source>Requests like this one</source>
        <translation>Anfragen wie diese</translation>
    </message>
    <message>
        <source>add “%1”</source>
        <translation>„%1“ hinzufügen</translation>
    </message>
    <message>
        <source>Draft discarded</source>
        <translation>Entwurf verworfen</translation>
    </message>
    <message>
        <source>“%1” is not complete. The marked places say what is missing.</source>
        <translation>„%1“ ist nicht vollständig. Die markierten Stellen sagen, was fehlt.</translation>
    </message>
    <message>
        <source>Import rules</source>
        <translation>Regeln importieren</translation>
    </message>
    <message>
        <source>Rules (*.json);;All files (*)</source>
        <translation>Regeln (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Nothing was imported: %1</source>
        <translation>Nichts importiert: %1</translation>
    </message>
    <message>
        <source>import rules</source>
        <extracomment>a step that can be undone</extracomment>
        <translation>Regeln importieren</translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) imported into the draft. Look at them before you apply it.</source>
        <translation>
            <numerusform>%n Regel in den Entwurf importiert. Vor dem Anwenden ansehen.</numerusform>
            <numerusform>%n Regeln in den Entwurf importiert. Vor dem Anwenden ansehen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Export rules</source>
        <translation>Regeln exportieren</translation>
    </message>
    <message>
        <source>Rules exported: %1</source>
        <extracomment>%1 is a path</extracomment>
        <translation>Regeln exportiert: %1</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>What it would do is said when every rule is complete.</source>
        <translation>Was er bewirken würde, steht hier, sobald jede Regel vollständig ist.</translation>
    </message>
    <message>
        <source>A recorded request</source>
        <translation>Eine aufgezeichnete Anfrage</translation>
    </message>
    <message>
        <source>Can it ever get there?</source>
        <extracomment>asks whether requests of a kind can ever reach a deployment</extracomment>
        <translation>Kann sie je dorthin?</translation>
    </message>
    <message>
        <source>Where requests of this rule can get</source>
        <translation>Wohin Anfragen dieser Regel gelangen können</translation>
    </message>
    <message>
        <source>What the import left out</source>
        <translation>Was der Import ausließ</translation>
    </message>
    <message>
        <source>Rules and configurations (*.json *.yaml *.yml);;All files (*)</source>
        <translation>Regeln und Konfigurationen (*.json *.yaml *.yml);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>It is said when the condition is complete.</source>
        <translation>Das steht hier, sobald die Bedingung vollständig ist.</translation>
    </message>
    <message>
        <source>It is said when every rule of the draft is complete.</source>
        <translation>Das steht hier, sobald jede Regel des Entwurfs vollständig ist.</translation>
    </message>
    <message>
        <source>Add a key for %1</source>
        <translation>Schlüssel für %1 hinzufügen</translation>
    </message>
    <message>
        <source>Show %1</source>
        <extracomment>a button: %1 is a tier</extracomment>
        <translation>%1 zeigen</translation>
    </message>
    <message>
        <source>Show what the rule&apos;s tier lacks</source>
        <translation>Zeigen, was der Stufe der Regel fehlt</translation>
    </message>
    <message>
        <source>%1 “%2”</source>
        <extracomment>a rule in a list: %1 its place, %2 its name</extracomment>
        <translation>%1 „%2“</translation>
    </message>
    <message>
        <source>It came from an import, and nobody has looked at it yet.</source>
        <translation>Sie kam aus einem Import, und niemand hat sie bisher angesehen.</translation>
    </message>
    <message>
        <source>Show the rule</source>
        <translation>Regel zeigen</translation>
    </message>
    <message>
        <source>%1 comes with the draft: apply it first.</source>
        <translation>%1 kommt mit dem Entwurf: Wenden Sie ihn zuerst an.</translation>
    </message>
    <message>
        <source>Every request goes to %1. A rule sends those that match its conditions elsewhere; what it would have done to recorded requests is said while it is written.</source>
        <extracomment>%1 is a tier, or a cascade of tiers</extracomment>
        <translation>Jede Anfrage geht an %1. Eine Regel schickt die, auf die ihre Bedingungen passen, woanders hin; was sie mit aufgezeichneten Anfragen gemacht hätte, steht da, während sie geschrieben wird.</translation>
    </message>
    <message>
        <source>No rules yet</source>
        <translation>Noch keine Regeln</translation>
    </message>
    <message>
        <source>More</source>
        <extracomment>a button: opens a menu of what there was no room for</extracomment>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Undo the applied import</source>
        <extracomment>%1 is a step such as &quot;move “Autocomplete is cheap”&quot;</extracomment>
        <translation>Angewendeten Import rückgängig machen</translation>
    </message>
    <message>
        <source>Only the rules go back, in the draft. Tiers and providers of the import stay, because something else was applied since: the history takes them back.</source>
        <translation>Nur die Regeln gehen zurück, im Entwurf. Stufen und Anbieter des Imports bleiben, weil seither etwas anderes angewendet wurde: Der Verlauf nimmt sie zurück.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::SafetyCard</name>
    <message>
        <source>Backup and export</source>
        <translation>Sicherung und Export</translation>
    </message>
    <message>
        <source>Back up…</source>
        <translation>Sichern …</translation>
    </message>
    <message>
        <source>Ledger, log, alerts and configuration into a new folder, while requests go on. No secrets.</source>
        <translation>Kassenbuch, Protokoll, Warnungen und Konfiguration in einen neuen Ordner, während Anfragen weiterlaufen. Keine Geheimnisse.</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Wiederherstellen …</translation>
    </message>
    <message>
        <source>Ends the program, puts a backup in the place of what is there, and starts it again. What was there is kept in the data folder.</source>
        <translation>Beendet das Programm, setzt eine Sicherung an die Stelle des Bestehenden und startet es neu. Was da war, bleibt im Datenordner.</translation>
    </message>
    <message>
        <source>Export the set-up…</source>
        <translation>Einrichtung exportieren …</translation>
    </message>
    <message>
        <source>The configuration and the names of the keys, without secrets.</source>
        <translation>Die Konfiguration und die Namen der Schlüssel, ohne Geheimnisse.</translation>
    </message>
    <message>
        <source>Export diagnostics…</source>
        <translation>Diagnose exportieren …</translation>
    </message>
    <message>
        <source>For whoever helps: how the program stands and what is wrong. No prompts, no answers, no keys.</source>
        <translation>Für alle, die helfen: wie es um das Programm steht und was nicht stimmt. Keine Prompts, keine Antworten, keine Schlüssel.</translation>
    </message>
    <message>
        <source>New folder of the backup</source>
        <translation>Neuer Ordner der Sicherung</translation>
    </message>
    <message>
        <source>Backing up…</source>
        <translation>Wird gesichert …</translation>
    </message>
    <message>
        <source>Backed up into %1: %2, %3 ledger entries.</source>
        <extracomment>%1 a path, %2 a size such as 12 MB, %3 a number</extracomment>
        <translation>Gesichert in %1: %2, %3 Einträge des Kassenbuchs.</translation>
    </message>
    <message>
        <source>Folder of the backup</source>
        <translation>Ordner der Sicherung</translation>
    </message>
    <message>
        <source>%1 is no backup: it has no manifest.</source>
        <translation>%1 ist keine Sicherung: Das Verzeichnis (manifest.json) fehlt.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>JSON (*.json);;All files (*)</source>
        <translation>JSON (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <extracomment>%1 is a path</extracomment>
        <translation>Geschrieben: %1</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::SecretPanel</name>
    <message>
        <source>Waiting for the keychain. It may be asking you to unlock it, in a window of its own.</source>
        <translation>Warte auf den Schlüsselbund. Vielleicht bittet er Sie in einem eigenen Fenster, ihn zu entsperren.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>For this session only: keep it in memory, store it nowhere</source>
        <translation>Nur für diese Sitzung: im Speicher halten, nirgends ablegen</translation>
    </message>
    <message>
        <source>Key of %1</source>
        <translation>Schlüssel von %1</translation>
    </message>
    <message>
        <source>Remove the key of %1?</source>
        <translation>Schlüssel von %1 entfernen?</translation>
    </message>
    <message>
        <source>Paste the provider&apos;s key:</source>
        <translation>Fügen Sie den Schlüssel des Anbieters ein:</translation>
    </message>
    <message>
        <source>Key of %1, hidden</source>
        <translation>Schlüssel von %1, verdeckt</translation>
    </message>
    <message>
        <source>Store key</source>
        <translation>Schlüssel speichern</translation>
    </message>
    <message>
        <source>Remove key</source>
        <translation>Schlüssel entfernen</translation>
    </message>
    <message>
        <source>%1 is no longer called until a key is added. The key is taken out of: %2.</source>
        <extracomment>%1 is a provider, %2 a place such as &quot;GNOME Keyring&quot;</extracomment>
        <translation>%1 wird nicht mehr aufgerufen, bis ein Schlüssel hinzukommt. Der Schlüssel wird entnommen aus: %2.</translation>
    </message>
    <message>
        <source>The key is gone when the program ends.</source>
        <translation>Der Schlüssel wird vergessen, sobald das Programm endet.</translation>
    </message>
    <message>
        <source>The key is stored in: %1. Your desktop may ask you to unlock it. Signalbox never writes it to a file.</source>
        <extracomment>%1 is a place such as &quot;GNOME Keyring&quot;</extracomment>
        <translation>Der Schlüssel wird gespeichert in: %1. Ihr Desktop bittet Sie vielleicht, ihn zu entsperren. Signalbox schreibt ihn nie in eine Datei.</translation>
    </message>
    <message>
        <source>Key of %1 is now in: %2</source>
        <extracomment>%1 is a provider, %2 a place such as &quot;GNOME Keyring&quot;</extracomment>
        <translation>Schlüssel von %1 ist jetzt in: %2</translation>
    </message>
    <message>
        <source>Key of %1 removed</source>
        <translation>Schlüssel von %1 entfernt</translation>
    </message>
    <message>
        <source>No longer waiting. If the keychain is unlocked later, it may still do what was asked.</source>
        <translation>Es wird nicht mehr gewartet. Wird der Schlüsselbund später entsperrt, kann er das Gewünschte noch tun.</translation>
    </message>
    <message>
        <source>Another key of %1</source>
        <translation>Weiterer Schlüssel von %1</translation>
    </message>
    <message>
        <source>Remove the key %2 of %1?</source>
        <translation>Schlüssel %2 von %1 entfernen?</translation>
    </message>
    <message>
        <source>Key %2 of %1</source>
        <extracomment>%1 is a provider, %2 the name of one of its keys</extracomment>
        <translation>Schlüssel %2 von %1</translation>
    </message>
    <message>
        <source>%1 is called with its other keys. The environment variable stays as it is.</source>
        <extracomment>%1 is a provider</extracomment>
        <translation>%1 wird mit den anderen Schlüsseln aufgerufen. Die Umgebungsvariable bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>%1 is called with its other keys. The key is taken out of: %2.</source>
        <extracomment>%1 is a provider, %2 a place such as &quot;GNOME Keyring&quot;</extracomment>
        <translation>%1 wird mit den anderen Schlüsseln aufgerufen. Der Schlüssel wird entfernt aus: %2.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::SecretsModel</name>
    <message>
        <source>this session only</source>
        <translation>nur diese Sitzung</translation>
    </message>
    <message>
        <source>environment variable %1</source>
        <extracomment>where a provider&apos;s key comes from; %1 is the name of an environment variable</extracomment>
        <translation>Umgebungsvariable %1</translation>
    </message>
    <message>
        <source>✓ ready</source>
        <translation>✓ bereit</translation>
    </message>
    <message>
        <source>⚠ no key yet</source>
        <translation>⚠ noch kein Schlüssel</translation>
    </message>
    <message>
        <source>⚠ keychain locked, or key removed</source>
        <extracomment>the keychain does not say which of the two</extracomment>
        <translation>⚠ Schlüsselbund gesperrt oder Schlüssel entfernt</translation>
    </message>
    <message>
        <source>⚠ no keychain service</source>
        <translation>⚠ kein Schlüsselbunddienst</translation>
    </message>
    <message>
        <source>✕ can&apos;t be read</source>
        <translation>✕ nicht lesbar</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Last 4</source>
        <translation>Letzte 4</translation>
    </message>
    <message>
        <source>Stored in</source>
        <translation>Gespeichert in</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>✕ out of credit</source>
        <translation>✕ kein Guthaben</translation>
    </message>
    <message>
        <source>✕ refused by the provider</source>
        <translation>✕ vom Anbieter abgelehnt</translation>
    </message>
    <message>
        <source>◐ rests for %1</source>
        <extracomment>the provider limits the rate of a key: %1 is the time until it is used again</extracomment>
        <translation>◐ ruht noch %1</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>%1 s</source>
        <extracomment>%1 is a number of seconds</extracomment>
        <translation>%1 s</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::SessionsModel</name>
    <message>
        <source>%1× %2</source>
        <extracomment>so many requests in a row went to a tier; %1 is a number, %2 the name of a tier</extracomment>
        <translation>%1× %2</translation>
    </message>
    <message>
        <source>%1 (failed)</source>
        <extracomment>a request to a tier that failed; %1 is the name of the tier</extracomment>
        <translation>%1 (fehlgeschlagen)</translation>
    </message>
    <message>
        <source>%1 (escalated)</source>
        <extracomment>a request that ended at this tier after an escalation; %1 is the name of the tier</extracomment>
        <translation>%1 (eskaliert)</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>requests of a session</comment>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <comment>requests of a session</comment>
        <translation>
            <numerusform>%n fehlgeschlagen</numerusform>
            <numerusform>%n fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n escalated</source>
        <comment>requests of a session</comment>
        <translation>
            <numerusform>%n eskaliert</numerusform>
            <numerusform>%n eskaliert</numerusform>
        </translation>
    </message>
    <message>
        <source>First request %1, last answer %2</source>
        <extracomment>of a session; %1 and %2 are moments</extracomment>
        <translation>Erste Anfrage %1, letzte Antwort %2</translation>
    </message>
    <message>
        <source>%1 a request on average, %2 at most, %3 waited in all</source>
        <extracomment>of a session; %1 to %3 are durations</extracomment>
        <translation>%1 je Anfrage im Mittel, höchstens %2, zusammen %3 gewartet</translation>
    </message>
    <message>
        <source>Sandbox requests are not counted here: %1, simulated.</source>
        <extracomment>%1 is an amount of money</extracomment>
        <translation>Sandbox-Anfragen zählen hier nicht: %1, simuliert.</translation>
    </message>
    <message>
        <source>sandbox</source>
        <translation>Sandbox</translation>
    </message>
    <message>
        <source>Mean time from a request to the end of its answer</source>
        <translation>Mittlere Zeit von einer Anfrage bis zum Ende ihrer Antwort</translation>
    </message>
    <message>
        <source>From the first request to the end of the last answer</source>
        <translation>Von der ersten Anfrage bis zum Ende der letzten Antwort</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Last activity</source>
        <translation>Zuletzt aktiv</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Tiers along the loop</source>
        <extracomment>the tiers that the requests of a session went to, in their order</extracomment>
        <translation>Stufen im Verlauf</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Problems</source>
        <extracomment>failed and escalated requests</extracomment>
        <translation>Probleme</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::SessionsView</name>
    <message>
        <source>The log can&apos;t be read</source>
        <translation>Das Protokoll kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>No session matches</source>
        <translation>Keine Sitzung passt</translation>
    </message>
    <message>
        <source>No request of this range names a session.</source>
        <extracomment>%1 is the text of the filter line</extracomment>
        <translation>Keine Anfrage in diesem Zeitraum nennt eine Sitzung.</translation>
    </message>
    <message>
        <source>No session has a request that fits the filter %1.</source>
        <translation>Keine Sitzung hat eine Anfrage, die zum Filter %1 passt.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>No sessions yet</source>
        <translation>Noch keine Sitzungen</translation>
    </message>
    <message>
        <source>Requests that belong together, such as the loop of an agent, are one session: what it cost, how long it took and which tiers it went through. The client names it, with a header or with &quot;x-signalbox-session&quot; in the body&apos;s &quot;metadata&quot;.</source>
        <translation>Anfragen, die zusammengehören, etwa die Schleife eines Agenten, sind eine Sitzung: was sie gekostet hat, wie lange sie dauerte und durch welche Stufen sie ging. Der Client benennt sie, mit einer Kopfzeile oder mit „x-signalbox-session“ in „metadata“ des Rumpfs.</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Kopfzeile</translation>
    </message>
    <message numerus="yes">
        <source>%Ln session(s)</source>
        <translation>
            <numerusform>%Ln Sitzung</numerusform>
            <numerusform>%Ln Sitzungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::SettingWords</name>
    <message>
        <source>setting</source>
        <translation>Einstellung</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::SettingsPage</name>
    <message>
        <source>Changes take effect at once.</source>
        <translation>Änderungen wirken sofort.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::Sheet</name>
    <message>
        <source>Back</source>
        <extracomment>a button: from a sheet to the list of rules</extracomment>
        <translation>Zurück</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Copy the selected row</source>
        <translation>Gewählte Zeile kopieren</translation>
    </message>
    <message>
        <source>Chart: step through the values</source>
        <translation>Diagramm: Werte durchgehen</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>Links, Rechts</translation>
    </message>
    <message>
        <source>Chart: show as table</source>
        <translation>Diagramm: als Tabelle zeigen</translation>
    </message>
    <message>
        <source>Enter, or the context menu</source>
        <translation>Eingabe oder das Kontextmenü</translation>
    </message>
    <message>
        <source>Table: remove what is chosen</source>
        <translation>Tabelle: Gewähltes entfernen</translation>
    </message>
    <message>
        <source>Tiers: move the model up or down in its chain</source>
        <translation>Stufen: das Modell in seiner Kette nach oben oder unten bewegen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::StatusBar</name>
    <message>
        <source>Routing is off</source>
        <translation>Routing ist aus</translation>
    </message>
    <message>
        <source>Routing is paused</source>
        <translation>Routing angehalten</translation>
    </message>
    <message>
        <source>Ledger not writable</source>
        <translation>Kassenbuch nicht beschreibbar</translation>
    </message>
    <message>
        <source>Routing</source>
        <translation>Routing läuft</translation>
    </message>
    <message>
        <source>keychain locked</source>
        <translation>Schlüsselbund gesperrt</translation>
    </message>
    <message numerus="yes">
        <source>%n provider key(s) missing</source>
        <translation>
            <numerusform>%n Anbieterschlüssel fehlt</numerusform>
            <numerusform>%n Anbieterschlüssel fehlen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n provider key(s) loaded</source>
        <translation>
            <numerusform>%n Anbieterschlüssel geladen</numerusform>
            <numerusform>%n Anbieterschlüssel geladen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in flight</source>
        <comment>requests</comment>
        <translation>
            <numerusform>%n unterwegs</numerusform>
            <numerusform>%n unterwegs</numerusform>
        </translation>
    </message>
    <message>
        <source>sandbox provider</source>
        <translation>Sandbox-Anbieter</translation>
    </message>
    <message>
        <source>rules v%1 applied %2</source>
        <extracomment>%1 is the version number of the rules, %2 a time of day or a date and time</extracomment>
        <translation>Regeln v%1 seit %2</translation>
    </message>
    <message>
        <source>view frozen</source>
        <translation>Ansicht angehalten</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>rules applied %1</source>
        <extracomment>%1 is a time of day or a date and time</extracomment>
        <translation>Regeln seit %1</translation>
    </message>
    <message>
        <source>Everything is stopped</source>
        <translation>Alles ist angehalten</translation>
    </message>
    <message>
        <source>Nothing is routed</source>
        <translation>Es wird nichts geleitet</translation>
    </message>
    <message>
        <source>attached to serve, pid %1</source>
        <extracomment>%1 is the number of a process</extracomment>
        <translation>verbunden mit serve, PID %1</translation>
    </message>
    <message>
        <source>was attached to serve, pid %1</source>
        <translation>war verbunden mit serve, PID %1</translation>
    </message>
    <message>
        <source>Rules are bypassed</source>
        <translation>Regeln sind umgangen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::StopCard</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Note:</source>
        <translation>Notiz:</translation>
    </message>
    <message>
        <source>Note to the stop</source>
        <translation>Notiz zum Anhalten</translation>
    </message>
    <message>
        <source>Stop everything?</source>
        <translation>Alles anhalten?</translation>
    </message>
    <message>
        <source>Everything is stopped</source>
        <translation>Alles ist angehalten</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) in flight are cancelled with an honest error, and nothing is sent until you release it, also after a restart.</source>
        <translation>
            <numerusform>%n laufende Anfrage wird mit einem ehrlichen Fehler abgebrochen, und nichts wird gesendet, bis Sie es freigeben, auch nach einem Neustart.</numerusform>
            <numerusform>%n laufende Anfragen werden mit einem ehrlichen Fehler abgebrochen, und nichts wird gesendet, bis Sie es freigeben, auch nach einem Neustart.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop everything now</source>
        <translation>Jetzt alles anhalten</translation>
    </message>
    <message>
        <source>Stopped since %1. No request is sent and nothing is spent.</source>
        <extracomment>%1 is a time of day or a date</extracomment>
        <translation>Angehalten seit %1. Es wird keine Anfrage gesendet und nichts ausgegeben.</translation>
    </message>
    <message>
        <source>Released, requests are sent again at once, under the ceilings below.</source>
        <translation>Nach der Freigabe werden Anfragen sofort wieder gesendet, unter den Obergrenzen unten.</translation>
    </message>
    <message>
        <source>Release now</source>
        <translation>Jetzt freigeben</translation>
    </message>
    <message>
        <source>Release…</source>
        <translation>Freigeben …</translation>
    </message>
    <message>
        <source>Requests are sent again</source>
        <translation>Anfragen werden wieder gesendet</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::StorageCard</name>
    <message>
        <source>What is kept</source>
        <translation>Was aufbewahrt wird</translation>
    </message>
    <message>
        <source>Requests, for days</source>
        <translation>Anfragen, für Tage</translation>
    </message>
    <message>
        <source>1 to 3,650 days. The ledger keeps every amount for ever.</source>
        <translation>1 bis 3.650 Tage. Das Kassenbuch bewahrt jeden Betrag für immer.</translation>
    </message>
    <message>
        <source>Age of requests changed</source>
        <translation>Alter der Anfragen geändert</translation>
    </message>
    <message>
        <source>Figures, for days</source>
        <translation>Kennzahlen, für Tage</translation>
    </message>
    <message>
        <source>1 to 3,650 days: sums by quarter of an hour, for charts and reports.</source>
        <translation>1 bis 3.650 Tage: Summen je Viertelstunde, für Diagramme und Berichte.</translation>
    </message>
    <message>
        <source>Age of figures changed</source>
        <translation>Alter der Kennzahlen geändert</translation>
    </message>
    <message>
        <source>Log at most, in MB</source>
        <translation>Protokoll höchstens, in MB</translation>
    </message>
    <message>
        <source>16 to 1,000,000 MB; then the oldest requests go first.</source>
        <translation>16 bis 1.000.000 MB; danach gehen die ältesten Anfragen zuerst.</translation>
    </message>
    <message>
        <source>Size of the log changed</source>
        <translation>Größe des Protokolls geändert</translation>
    </message>
    <message>
        <source>The newest prompts, in memory only</source>
        <translation>Die neuesten Prompts, nur im Speicher</translation>
    </message>
    <message>
        <source>They answer what a draft of the rules would have done. Never on disk, gone when the program ends.</source>
        <translation>Sie beantworten, was ein Entwurf der Regeln bewirkt hätte. Nie auf der Platte, mit dem Programm weg.</translation>
    </message>
    <message>
        <source>The newest prompts are kept in memory</source>
        <translation>Die neuesten Prompts bleiben im Speicher</translation>
    </message>
    <message>
        <source>No prompt is kept, not even in memory</source>
        <translation>Kein Prompt bleibt, auch nicht im Speicher</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TierCard</name>
    <message>
        <source>Tier %1</source>
        <translation>Stufe %1</translation>
    </message>
    <message>
        <source>tier:%1 · baseline of the savings</source>
        <extracomment>beside a tier&apos;s name: the name applications use for it; the second also says that savings are measured against it</extracomment>
        <translation>tier:%1 · Vergleich für die Ersparnis</translation>
    </message>
    <message>
        <source>tier:%1</source>
        <translation>tier:%1</translation>
    </message>
    <message>
        <source>Add deployment</source>
        <translation>Deployment hinzufügen</translation>
    </message>
    <message>
        <source>Add a deployment to %1</source>
        <translation>Deployment zu %1 hinzufügen</translation>
    </message>
    <message>
        <source>Remove the tier %1</source>
        <translation>Stufe %1 entfernen</translation>
    </message>
    <message>
        <source>no requests today</source>
        <translation>heute keine Anfragen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) today</source>
        <translation>
            <numerusform>%Ln Anfrage heute</numerusform>
            <numerusform>%Ln Anfragen heute</numerusform>
        </translation>
    </message>
    <message>
        <source>p95 %1</source>
        <extracomment>the time within which 95 of 100 requests ended</extracomment>
        <translation>p95 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln error(s)</source>
        <translation>
            <numerusform>%Ln Fehler</numerusform>
            <numerusform>%Ln Fehler</numerusform>
        </translation>
    </message>
    <message>
        <source>No key yet: requests go to the next deployment.</source>
        <translation>Noch kein Schlüssel: Anfragen gehen an das nächste Deployment.</translation>
    </message>
    <message>
        <source>%1 is now number %2</source>
        <extracomment>said after the order of a tier&apos;s chain was changed: %1 a model, %2 its new place</extracomment>
        <translation>%1 ist jetzt Nummer %2</translation>
    </message>
    <message>
        <source>%1 removed from %2</source>
        <extracomment>%1 is a model, %2 a tier</extracomment>
        <translation>%1 aus %2 entfernt</translation>
    </message>
    <message>
        <source>baseline of the savings</source>
        <translation>Vergleich für die Ersparnis</translation>
    </message>
    <message>
        <source>%1 is still in use: %2</source>
        <extracomment>%1 is a tier, %2 a list of rules and ceilings that name it</extracomment>
        <translation>%1 wird noch benutzt: %2</translation>
    </message>
    <message>
        <source>Tier %1 removed</source>
        <translation>Stufe %1 entfernt</translation>
    </message>
    <message>
        <source>%1 in %2 changed</source>
        <extracomment>%1 is a model, %2 a tier</extracomment>
        <translation>%1 in %2 geändert</translation>
    </message>
    <message>
        <source>%1 added to %2</source>
        <translation>%1 zu %2 hinzugefügt</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TierMark</name>
    <message>
        <source>No tier</source>
        <extracomment>stands where a request was refused before a tier was chosen</extracomment>
        <translation>Keine Stufe</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TiersPage</name>
    <message>
        <source>A tier tries its deployments from top to bottom.</source>
        <translation>Eine Stufe versucht ihre Deployments von oben nach unten.</translation>
    </message>
    <message>
        <source>Providers</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Add tier</source>
        <translation>Stufe hinzufügen</translation>
    </message>
    <message>
        <source>Add provider</source>
        <translation>Anbieter hinzufügen</translation>
    </message>
    <message>
        <source>Tier %1 added</source>
        <translation>Stufe %1 hinzugefügt</translation>
    </message>
    <message>
        <source>%1 added</source>
        <translation>%1 hinzugefügt</translation>
    </message>
    <message>
        <source>Tiers &amp; Providers</source>
        <translation>Stufen &amp; Anbieter</translation>
    </message>
    <message>
        <source>Find local servers</source>
        <extracomment>an action: asks the usual ports of this computer for servers of models</extracomment>
        <translation>Lokale Server suchen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TimeChart</name>
    <message>
        <source>Show as table…</source>
        <translation>Als Tabelle zeigen …</translation>
    </message>
    <message>
        <source>Copy values</source>
        <translation>Werte kopieren</translation>
    </message>
    <message>
        <source>Show requests at %1</source>
        <extracomment>%1 is a time of day</extracomment>
        <translation>Anfragen um %1 zeigen</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <extracomment>a span of time; %1 and %2 are times of day</extracomment>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>Look closer</source>
        <translation>Genauer ansehen</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>in the tooltip of a chart: what happened then; %1 is a time of day, %2 what happened</extracomment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TimingBars</name>
    <message>
        <source>%1: %2</source>
        <extracomment>part of a request&apos;s time, spoken: %1 what, %2 how long</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Timing of the request</source>
        <translation>Zeiten der Anfrage</translation>
    </message>
    <message>
        <source>Read and decide</source>
        <translation>Lesen und entscheiden</translation>
    </message>
    <message>
        <source>Reserve in the ledger</source>
        <translation>Im Kassenbuch reservieren</translation>
    </message>
    <message>
        <source>Attempt %1: connect</source>
        <extracomment>%1 is the number of the attempt</extracomment>
        <translation>Versuch %1: verbinden</translation>
    </message>
    <message>
        <source>Attempt %1: wait for the first token</source>
        <translation>Versuch %1: auf das erste Token warten</translation>
    </message>
    <message>
        <source>Attempt %1: answer</source>
        <translation>Versuch %1: Antwort</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::Toast</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TraceLines</name>
    <message>
        <source>%1 ✓ yes</source>
        <extracomment>a fact that holds, marked with a sign and the word: %1 is the fact (&quot;code&quot;)</extracomment>
        <translation>%1 ✓ ja</translation>
    </message>
    <message>
        <source>%1 – no</source>
        <extracomment>a fact that does not hold: %1 is the fact (&quot;tools&quot;)</extracomment>
        <translation>%1 – nein</translation>
    </message>
    <message>
        <source>facts</source>
        <translation>Merkmale</translation>
    </message>
    <message>
        <source>Rule %1: %2</source>
        <extracomment>a rule in the trace: %1 its place in the list, %2 its name</extracomment>
        <translation>Regel %1: %2</translation>
    </message>
    <message>
        <source>all of these hold</source>
        <translation>alle davon gelten</translation>
    </message>
    <message>
        <source>not all of these hold</source>
        <translation>nicht alle davon gelten</translation>
    </message>
    <message>
        <source>at least one of these holds</source>
        <translation>mindestens eines davon gilt</translation>
    </message>
    <message>
        <source>none of these holds</source>
        <translation>keines davon gilt</translation>
    </message>
    <message>
        <source>none of these holds, as wanted</source>
        <translation>keines davon gilt, wie verlangt</translation>
    </message>
    <message>
        <source>one of these holds, but none may</source>
        <translation>eines davon gilt, aber keines darf</translation>
    </message>
    <message>
        <source>always matches</source>
        <translation>trifft immer zu</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>ausgeschaltet</translation>
    </message>
    <message>
        <source>matched</source>
        <translation>traf zu</translation>
    </message>
    <message>
        <source>not matched, near miss</source>
        <translation>traf knapp nicht zu</translation>
    </message>
    <message>
        <source>not matched</source>
        <translation>traf nicht zu</translation>
    </message>
    <message>
        <source>not asked: the application named the tier itself</source>
        <translation>nicht gefragt: Die Anwendung nannte die Stufe selbst</translation>
    </message>
    <message>
        <source>not asked: the application named a model that a tier offers</source>
        <translation>nicht gefragt: Die Anwendung nannte ein Modell, das eine Stufe anbietet</translation>
    </message>
    <message>
        <source>rules v%1</source>
        <extracomment>a step of the trace: %1 is the number of the applied rule set</extracomment>
        <translation>Regeln v%1</translation>
    </message>
    <message>
        <source>cascade: %1</source>
        <extracomment>the tiers a request may go to, cheap first: %1 is &quot;Small, then Frontier&quot;</extracomment>
        <translation>Kaskade: %1</translation>
    </message>
    <message>
        <source>direct: %1</source>
        <translation>direkt: %1</translation>
    </message>
    <message>
        <source>plan</source>
        <extracomment>between the tiers of a cascade; mind the spaces</extracomment>
        <translation>Plan</translation>
    </message>
    <message>
        <source>, then </source>
        <translation>, dann </translation>
    </message>
    <message>
        <source>%1 left out: %2</source>
        <extracomment>a deployment that was left out: %1 its name, %2 why</extracomment>
        <translation>%1 ausgelassen: %2</translation>
    </message>
    <message>
        <source>second try of the same deployment</source>
        <translation>zweiter Versuch desselben Deployments</translation>
    </message>
    <message>
        <source>fallback</source>
        <translation>ausgewichen</translation>
    </message>
    <message>
        <source>escalation</source>
        <translation>Eskalation</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>not billed</source>
        <translation>nicht berechnet</translation>
    </message>
    <message>
        <source>uncertain, counted in full: %1</source>
        <extracomment>%1 is an amount: the call was sent, but no status came back</extracomment>
        <translation>ungewiss, voll gezählt: %1</translation>
    </message>
    <message>
        <source>%1, estimated</source>
        <translation>%1, geschätzt</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>rejected: %1</source>
        <extracomment>a cascade&apos;s cheaper answer was not good enough: %1 says why</extracomment>
        <translation>abgelehnt: %1</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <extracomment>an attempt failed: %1 is a sentence that says why</extracomment>
        <translation>fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>attempt %1</source>
        <extracomment>a step of the trace: %1 counts the calls to providers</extracomment>
        <translation>Versuch %1</translation>
    </message>
    <message>
        <source>answered as %1</source>
        <translation>geantwortet als %1</translation>
    </message>
    <message>
        <source>answer limited to %1 tokens, so that it stays below the ceiling</source>
        <translation>Antwort auf %1 Tokens begrenzt, damit sie unter der Obergrenze bleibt</translation>
    </message>
    <message>
        <source>budget</source>
        <extracomment>before a call, the most it can cost is held in the ledger: %1 is that amount</extracomment>
        <translation>Budget</translation>
    </message>
    <message>
        <source>reserved %1, the most this call can cost</source>
        <translation>%1 reserviert, das Höchste, was dieser Aufruf kosten kann</translation>
    </message>
    <message>
        <source>escalate</source>
        <extracomment>a cascade goes a step up: %1 is the next tier</extracomment>
        <translation>eskalieren</translation>
    </message>
    <message>
        <source>→ %1</source>
        <translation>→ %1</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>Antwort</translation>
    </message>
    <message numerus="yes">
        <source>%Ln attempt(s)</source>
        <extracomment>%n calls to providers</extracomment>
        <translation>
            <numerusform>%Ln Versuch</numerusform>
            <numerusform>%Ln Versuche</numerusform>
        </translation>
    </message>
    <message>
        <source>simulated, no money</source>
        <translation>simuliert, kein Geld</translation>
    </message>
    <message>
        <source>the baseline tier would have cost %1</source>
        <extracomment>%1 is what the same tokens cost at the dearest tier</extracomment>
        <translation>die Vergleichsstufe hätte %1 gekostet</translation>
    </message>
    <message>
        <source>saved %1</source>
        <extracomment>%1 is an amount with its sign</extracomment>
        <translation>%1 gespart</translation>
    </message>
    <message>
        <source>settled</source>
        <translation>abgerechnet</translation>
    </message>
    <message>
        <source>Refused before a tier was chosen</source>
        <translation>Abgelehnt, bevor eine Stufe gewählt war</translation>
    </message>
    <message>
        <source>Planned for %1, then refused</source>
        <translation>Für %1 geplant, dann abgelehnt</translation>
    </message>
    <message>
        <source>Routed to %1 (%2)</source>
        <extracomment>%1 is a tier, %2 a model</extracomment>
        <translation>An %1 geleitet (%2)</translation>
    </message>
    <message>
        <source>, then escalated to %1</source>
        <extracomment>continues &quot;Routed to Small (model)&quot;: %1 is the tier above</extracomment>
        <translation>, dann nach %1 eskaliert</translation>
    </message>
    <message>
        <source>, then fell back to %1</source>
        <extracomment>continues &quot;Routed to Small (model)&quot;: %1 is another model of the tier</extracomment>
        <translation>, dann auf %1 ausgewichen</translation>
    </message>
    <message>
        <source>, and failed</source>
        <translation>, und fehlgeschlagen</translation>
    </message>
    <message>
        <source>rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>The trace of this request can&apos;t be read.</source>
        <translation>Der Entscheidungsweg dieser Anfrage ist nicht lesbar.</translation>
    </message>
    <message>
        <source>%1 left out: not for this model</source>
        <translation>%1 weggelassen: nicht für dieses Modell</translation>
    </message>
    <message>
        <source>%1 sent as %2</source>
        <translation>%1 gesendet als %2</translation>
    </message>
    <message>
        <source>The rules that decided this request (version %1) are not kept any more.</source>
        <extracomment>%1 is the number of a version of the rules</extracomment>
        <translation>Die Regeln, nach denen diese Anfrage entschieden wurde (Version %1), sind nicht mehr aufbewahrt.</translation>
    </message>
    <message>
        <source>Decided again today, this request would go another way than it went: its trace can&apos;t be shown.</source>
        <translation>Heute noch einmal entschieden, ginge diese Anfrage einen anderen Weg als damals: Ihre Spur lässt sich nicht zeigen.</translation>
    </message>
    <message>
        <source>the requests of this minute are used up</source>
        <translation>die Anfragen dieser Minute sind aufgebraucht</translation>
    </message>
    <message>
        <source>the tokens of this minute are used up</source>
        <translation>die Tokens dieser Minute sind aufgebraucht</translation>
    </message>
    <message>
        <source>as many calls as allowed were running</source>
        <translation>so viele Aufrufe wie erlaubt liefen schon</translation>
    </message>
    <message>
        <source>the queue was full</source>
        <translation>die Warteschlange war voll</translation>
    </message>
    <message>
        <source>with the key %1</source>
        <translation>mit dem Schlüssel %1</translation>
    </message>
    <message>
        <source>waited %1 for its limits</source>
        <translation>wartete %1 auf seine Grenzen</translation>
    </message>
    <message>
        <source>bypassed by the operator: pins held, all else went where the last rule leads</source>
        <translation>vom Betreiber umgangen: Festlegungen galten, alles andere ging dorthin, wohin die letzte Regel führt</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TraceView</name>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Decision trace</source>
        <translation>Entscheidungsweg</translation>
    </message>
    <message>
        <source>Open rule</source>
        <translation>Regel öffnen</translation>
    </message>
    <message>
        <source>Open rule: %1</source>
        <extracomment>%1 is a line such as &quot;Rule 4: Code for paying users&quot;</extracomment>
        <translation>Regel öffnen: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more not matched</source>
        <extracomment>unfolds the rules that did not match; %n is their number</extracomment>
        <translation>
            <numerusform>%Ln weitere traf nicht zu</numerusform>
            <numerusform>%Ln weitere trafen nicht zu</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TrayIcon</name>
    <message>
        <source>&amp;Open Signalbox</source>
        <translation>Signalbox &amp;öffnen</translation>
    </message>
    <message>
        <source>&amp;Copy base URL</source>
        <translation>Basis-URL &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Pause routing</source>
        <translation>Routing an&amp;halten</translation>
    </message>
    <message>
        <source>&amp;Release the stop</source>
        <translation>Halt auf&amp;heben</translation>
    </message>
    <message>
        <source>Stop &amp;everything at once</source>
        <translation>&amp;Alles sofort anhalten</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Nothing was stopped or released</source>
        <translation>Nichts wurde angehalten oder freigegeben</translation>
    </message>
    <message>
        <source>Stopped from the tray.</source>
        <translation>Aus der Leiste angehalten.</translation>
    </message>
    <message>
        <source>&amp;Stop: refuse new requests</source>
        <translation>&amp;Anhalten: neue Anfragen ablehnen</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>Fo&amp;rtsetzen</translation>
    </message>
    <message>
        <source>&amp;Bypass rules</source>
        <translation>Regeln &amp;umgehen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TrayLook</name>
    <message>
        <source>Routing is off</source>
        <translation>Routing ist aus</translation>
    </message>
    <message>
        <source>Everything is stopped</source>
        <translation>Alles ist angehalten</translation>
    </message>
    <message>
        <source>Ledger not writable</source>
        <translation>Kassenbuch nicht beschreibbar</translation>
    </message>
    <message>
        <source>Routing is paused</source>
        <translation>Routing angehalten</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>%1 and %2 are amounts: what is used of a ceiling</extracomment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 (simulated)</source>
        <extracomment>behind an amount: it is the sandbox&apos;s, no money</extracomment>
        <translation>%1 (simuliert)</translation>
    </message>
    <message>
        <source>%1/min</source>
        <extracomment>requests a minute: &quot;41/min&quot;</extracomment>
        <translation>%1/Min.</translation>
    </message>
    <message>
        <source>The running service has ended</source>
        <translation>Der laufende Dienst ist beendet</translation>
    </message>
    <message>
        <source>Rules are bypassed</source>
        <translation>Regeln sind umgangen</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TrialPart</name>
    <message>
        <source>What if there had been a ceiling?</source>
        <translation>Was wäre mit einer Obergrenze gewesen?</translation>
    </message>
    <message>
        <source>Past attempts once more, each at what it cost in the end. What clients would have done instead of a refused request, nobody knows.</source>
        <translation>Vergangene Versuche noch einmal, jeder zu dem, was er am Ende gekostet hat. Was Anwendungen statt einer abgelehnten Anfrage getan hätten, weiß niemand.</translation>
    </message>
    <message>
        <source>Dollars of the ceiling</source>
        <translation>Dollar der Obergrenze</translation>
    </message>
    <message>
        <source>Per</source>
        <translation>Je</translation>
    </message>
    <message>
        <source>What it limits</source>
        <translation>Was sie begrenzt</translation>
    </message>
    <message>
        <source>At the limit</source>
        <translation>An der Grenze</translation>
    </message>
    <message>
        <source>Time range</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Cheaper tier</source>
        <translation>Günstigere Stufe</translation>
    </message>
    <message>
        <source>Free tier</source>
        <translation>Kostenlose Stufe</translation>
    </message>
    <message numerus="yes">
        <source>Last %Ln day(s)</source>
        <translation>
            <numerusform>Letzter %Ln Tag</numerusform>
            <numerusform>Letzte %Ln Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Durchspielen</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Spent</source>
        <translation>Ausgegeben</translation>
    </message>
    <message>
        <source>Would spend</source>
        <translation>Wäre ausgegeben</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Downgraded</source>
        <translation>Herabgestuft</translation>
    </message>
    <message>
        <source>Reached at</source>
        <translation>Erreicht um</translation>
    </message>
    <message>
        <source>Periods under this ceiling</source>
        <translation>Zeiträume unter dieser Obergrenze</translation>
    </message>
    <message>
        <source>Reading the ledger…</source>
        <translation>Das Kassenbuch wird gelesen …</translation>
    </message>
    <message>
        <source>Nothing was spent in this time that this ceiling would be about.</source>
        <translation>In dieser Zeit wurde nichts ausgegeben, was diese Obergrenze beträfe.</translation>
    </message>
    <message>
        <source>Under %1 (%2): %3 instead of %4 would have been spent, %5 saved.</source>
        <extracomment>%1 amount, %2 &quot;Day&quot;, &quot;Week&quot;, ..., %3 and %4 amounts</extracomment>
        <translation>Unter %1 (%2) wären %3 statt %4 ausgegeben worden, %5 gespart.</translation>
    </message>
    <message>
        <source>Of %1 requests %2 refused, %3 sent to a cheaper tier.</source>
        <extracomment>%1, %2 and %3 are numbers of requests</extracomment>
        <translation>Von %1 Anfragen %2 abgelehnt, %3 an eine günstigere Stufe geschickt.</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::TryCard</name>
    <message>
        <source>Send 20 sample requests</source>
        <translation>20 Beispielanfragen senden</translation>
    </message>
    <message>
        <source>Why there?</source>
        <extracomment>a button: why a request went where it went</extracomment>
        <translation>Warum dorthin?</translation>
    </message>
    <message>
        <source>Cost per tier</source>
        <translation>Kosten je Stufe</translation>
    </message>
    <message>
        <source>Sends 20 sample requests to the sandbox: tiles, charts and the log fill up. Nothing is counted as money.</source>
        <translation>Schickt 20 Beispielanfragen an die Sandbox: Kacheln, Diagramme und Protokoll füllen sich. Nichts davon zählt als Geld.</translation>
    </message>
    <message>
        <source>Run a program of the next step: its request appears here within a second.</source>
        <translation>Starten Sie ein Programm des nächsten Schritts: Seine Anfrage erscheint hier binnen einer Sekunde.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) today</source>
        <translation>
            <numerusform>%Ln Anfrage heute</numerusform>
            <numerusform>%Ln Anfragen heute</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: to %2 (%3), %4</source>
        <extracomment>the newest request: %1 a time of day, %2 a tier, %3 why it went there, %4 its status</extracomment>
        <translation>%1: an %2 (%3), %4</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::UncertainPart</name>
    <message>
        <source>Uncertain attempts</source>
        <translation>Ungewisse Versuche</translation>
    </message>
    <message>
        <source>They were sent whole, and no answer said what they cost: the provider hung up, or this program ended. They count at what was held for them. Decide by the provider&apos;s usage page, or import its export under “Invoices”.</source>
        <translation>Sie wurden ganz gesendet, und keine Antwort sagte, was sie kosten: Der Anbieter legte auf, oder dieses Programm endete. Sie zählen mit dem, was für sie reserviert war. Entscheiden Sie nach der Nutzungsseite des Anbieters, oder lesen Sie seinen Export unter „Rechnungen“ ein.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Versuch</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Reserviert</translation>
    </message>
    <message>
        <source>Dollars of each:</source>
        <translation>Dollar je Versuch:</translation>
    </message>
    <message>
        <source>Dollars of each</source>
        <translation>Dollar je Versuch</translation>
    </message>
    <message>
        <source>as held</source>
        <translation>wie reserviert</translation>
    </message>
    <message>
        <source>Was billed…</source>
        <translation>Wurde berechnet …</translation>
    </message>
    <message>
        <source>Was not billed…</source>
        <translation>Wurde nicht berechnet …</translation>
    </message>
    <message>
        <source>Yes, write it down</source>
        <translation>Ja, festhalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>program ended</source>
        <translation>Programm endete</translation>
    </message>
    <message>
        <source>no status</source>
        <translation>kein Status</translation>
    </message>
    <message>
        <source>There are none: everything that was sent is settled.</source>
        <translation>Es gibt keine: Alles, was gesendet wurde, ist abgerechnet.</translation>
    </message>
    <message numerus="yes">
        <source>Write down that %n attempt(s) cost nothing? This can&apos;t be taken back.</source>
        <translation>
            <numerusform>Festhalten, dass %n Versuch nichts gekostet hat? Das lässt sich nicht zurücknehmen.</numerusform>
            <numerusform>Festhalten, dass %n Versuche nichts gekostet haben? Das lässt sich nicht zurücknehmen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Write down that %n attempt(s) cost %1 together? This can&apos;t be taken back.</source>
        <translation>
            <numerusform>Festhalten, dass %n Versuch %1 gekostet hat? Das lässt sich nicht zurücknehmen.</numerusform>
            <numerusform>Festhalten, dass %n Versuche zusammen %1 gekostet haben? Das lässt sich nicht zurücknehmen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s) decided</source>
        <translation>
            <numerusform>Über %n Versuch entschieden</numerusform>
            <numerusform>Über %n Versuche entschieden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::VirtualKeysModel</name>
    <message>
        <source>revoked %1</source>
        <extracomment>state of a virtual key; %1 is a time</extracomment>
        <translation>widerrufen %1</translation>
    </message>
    <message>
        <source>✓ valid</source>
        <translation>✓ gültig</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Last 4</source>
        <translation>Letzte 4</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>for %1</source>
        <extracomment>%1 are names of features that a key is limited to</extracomment>
        <translation>für %1</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>%1 of %2 %3</source>
        <extracomment>what a key has used of its ceiling: %1 and %2 are amounts, %3 is &quot;today&quot;, &quot;this week&quot;, ...</extracomment>
        <translation>%1 von %2 %3</translation>
    </message>
    <message>
        <source>%1/min</source>
        <extracomment>requests per minute</extracomment>
        <translation>%1/Min.</translation>
    </message>
    <message>
        <source>%1 at once</source>
        <extracomment>requests in flight at the same time</extracomment>
        <translation>%1 zugleich</translation>
    </message>
    <message>
        <source>expired %1</source>
        <extracomment>state of a virtual key; %1 is a time</extracomment>
        <translation>abgelaufen %1</translation>
    </message>
    <message>
        <source>✓ until %1</source>
        <extracomment>state of a virtual key; %1 is a time</extracomment>
        <translation>✓ bis %1</translation>
    </message>
    <message>
        <source>%1, created %2</source>
        <extracomment>tool tip of a virtual key: %1 its id, %2 when it was made</extracomment>
        <translation>%1, angelegt %2</translation>
    </message>
    <message>
        <source>May use</source>
        <translation>Darf benutzen</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>Budget</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Gültig</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::WaitingPanel</name>
    <message>
        <source>Working…</source>
        <translation>In Arbeit …</translation>
    </message>
    <message>
        <source>Do not wait</source>
        <translation>Nicht warten</translation>
    </message>
    <message>
        <source>Waiting for the running service…</source>
        <translation>Warten auf den laufenden Dienst …</translation>
    </message>
    <message numerus="yes">
        <source>Waiting for the running service… %n second(s)</source>
        <translation>
            <numerusform>Warten auf den laufenden Dienst … %n Sekunde</numerusform>
            <numerusform>Warten auf den laufenden Dienst … %n Sekunden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>signalbox::ui::WarningTable</name>
    <message>
        <source>Warnings about the rules of the draft</source>
        <translation>Warnungen zu den Regeln des Entwurfs</translation>
    </message>
    <message>
        <source>Rule</source>
        <extracomment>columns of the list of warnings; the last: what mends it</extracomment>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Remedy</source>
        <translation>Abhilfe</translation>
    </message>
</context>
<context>
    <name>signalbox::ui::WhatIfWords</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>No recorded request to try the draft on yet.</source>
        <translation>Noch keine aufgezeichnete Anfrage, an der der Entwurf sich zeigen könnte.</translation>
    </message>
    <message>
        <source>none would change tier</source>
        <translation>keine würde die Stufe wechseln</translation>
    </message>
    <message numerus="yes">
        <source>%Ln would change tier</source>
        <translation>
            <numerusform>%Ln würde die Stufe wechseln</numerusform>
            <numerusform>%Ln würden die Stufe wechseln</numerusform>
        </translation>
    </message>
    <message>
        <source>simulated cost %1</source>
        <extracomment>%1 a change of cost with its sign</extracomment>
        <translation>simulierte Kosten %1</translation>
    </message>
    <message>
        <source>cost %1</source>
        <translation>Kosten %1</translation>
    </message>
    <message>
        <source>%1 refused instead of %2</source>
        <extracomment>%1 and %2 are numbers of requests</extracomment>
        <translation>%1 abgelehnt statt %2</translation>
    </message>
    <message numerus="yes">
        <source>unknown for %Ln</source>
        <translation>
            <numerusform>unbekannt für %Ln</numerusform>
            <numerusform>unbekannt für %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>On the newest %1 requests (since %2): %3</source>
        <extracomment>%1 a number of requests, %2 a moment, %3 what the draft would have done to them</extracomment>
        <translation>Bei den neuesten %1 Anfragen (seit %2): %3</translation>
    </message>
    <message numerus="yes">
        <source>For %Ln request(s) nobody can say: the rules ask for something that was not recorded with them.</source>
        <translation>
            <numerusform>Für %Ln Anfrage ist es nicht zu sagen: Die Regeln fragen nach etwas, das nicht aufgezeichnet wurde.</numerusform>
            <numerusform>Für %Ln Anfragen ist es nicht zu sagen: Die Regeln fragen nach etwas, das nicht aufgezeichnet wurde.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) have no recorded facts and were left out.</source>
        <translation>
            <numerusform>%Ln Anfrage hat keine aufgezeichneten Merkmale und blieb außen vor.</numerusform>
            <numerusform>%Ln Anfragen haben keine aufgezeichneten Merkmale und blieben außen vor.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For %Ln request(s) the cost is the average of their tier.</source>
        <translation>
            <numerusform>Für %Ln Anfrage stehen die mittleren Kosten ihrer Stufe.</numerusform>
            <numerusform>Für %Ln Anfragen stehen die mittleren Kosten ihrer Stufe.</numerusform>
        </translation>
    </message>
    <message>
        <source>Latency p50 %1 → %2, p95 %3 → %4.</source>
        <extracomment>latencies: before → after</extracomment>
        <translation>Latenz p50 %1 → %2, p95 %3 → %4.</translation>
    </message>
    <message>
        <source>On %1 the ceiling of %2 is reached: %3 requests refused.</source>
        <extracomment>%1 a date, %2 an amount, %3 a number of requests</extracomment>
        <translation>Am %1 wird die Obergrenze von %2 erreicht: %3 Anfragen abgelehnt.</translation>
    </message>
    <message>
        <source>refused</source>
        <extracomment>stands for a tier where a request is refused</extracomment>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>%1 → %2: %3 requests, %4</source>
        <extracomment>requests that change tier: %1 from, %2 to, %3 how many, %4 what that costs more or less</extracomment>
        <translation>%1 → %2: %3 Anfragen, %4</translation>
    </message>
    <message>
        <source>%1  %2 → %3, %4 → %5</source>
        <extracomment>a request that would have gone elsewhere: %1 moment, %2 tier before, %3 tier after, %4 and %5 costs</extracomment>
        <translation>%1  %2 → %3, %4 → %5</translation>
    </message>
    <message>
        <source>No recorded request to try it on yet.</source>
        <translation>Noch keine aufgezeichnete Anfrage zum Ausprobieren.</translation>
    </message>
    <message>
        <source>Matches %1 of the newest %2 requests (%3)</source>
        <extracomment>%1 and %2 numbers of requests, %3 in percent</extracomment>
        <translation>Passt auf %1 der neuesten %2 Anfragen (%3)</translation>
    </message>
    <message>
        <source>%1; for %2 nobody can say</source>
        <extracomment>%1 as above, %2 a number of requests</extracomment>
        <translation>%1; für %2 ist es nicht zu sagen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) were answered from prompts in memory.</source>
        <translation>
            <numerusform>%Ln Anfrage wurde aus Prompts im Speicher beantwortet.</numerusform>
            <numerusform>%Ln Anfragen wurden aus Prompts im Speicher beantwortet.</numerusform>
        </translation>
    </message>
    <message>
        <source>The keeping of prompts is switched off (prompts_in_memory), so questions about texts can be answered only where the rules in force asked the same.</source>
        <translation>Prompts werden nicht behalten (prompts_in_memory ist aus). Fragen nach Texten lassen sich deshalb nur beantworten, wo die geltenden Regeln dasselbe gefragt haben.</translation>
    </message>
    <message>
        <source>No prompt of these requests is in memory, so questions about texts can be answered only where the rules in force asked the same.</source>
        <translation>Von diesen Anfragen ist kein Prompt im Speicher. Fragen nach Texten lassen sich deshalb nur beantworten, wo die geltenden Regeln dasselbe gefragt haben.</translation>
    </message>
    <message>
        <source>Questions about texts are answered from the newest %1 prompts (%2, since %3), which are in memory only.</source>
        <extracomment>%1 a number, %2 a size, %3 a moment</extracomment>
        <translation>Fragen nach Texten werden aus den neuesten %1 Prompts beantwortet (%2, seit %3), die nur im Speicher stehen.</translation>
    </message>
    <message>
        <source>Simulated cost</source>
        <translation>Simulierte Kosten</translation>
    </message>
    <message>
        <source>Cost, at today&apos;s prices</source>
        <translation>Kosten, heutige Preise</translation>
    </message>
    <message>
        <source>Latency p50</source>
        <translation>Latenz p50</translation>
    </message>
    <message>
        <source>Latency p95</source>
        <translation>Latenz p95</translation>
    </message>
    <message>
        <source>Refused requests</source>
        <translation>Abgelehnte Anfragen</translation>
    </message>
    <message>
        <source>Downgraded requests</source>
        <translation>Herabgestufte Anfragen</translation>
    </message>
    <message>
        <source>Periods a ceiling is reached in</source>
        <translation>Erreichte Obergrenzen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more request(s) would be refused</source>
        <translation>
            <numerusform>%Ln Anfrage mehr würde abgelehnt</numerusform>
            <numerusform>%Ln Anfragen mehr würden abgelehnt</numerusform>
        </translation>
    </message>
    <message>
        <source>the cost would rise by more than %1: %2</source>
        <extracomment>%1 in percent, %2 a change of cost with its sign</extracomment>
        <translation>die Kosten stiegen um mehr als %1: %2</translation>
    </message>
    <message>
        <source>for %1 of %2 requests nobody can say where they would go</source>
        <extracomment>%1 and %2 numbers of requests</extracomment>
        <translation>für %1 von %2 Anfragen ist nicht zu sagen, wohin sie gingen</translation>
    </message>
    <message>
        <source>there is no recorded request to try it on</source>
        <translation>es gibt keine aufgezeichnete Anfrage, an der er sich erproben ließe</translation>
    </message>
</context>
</TS>
